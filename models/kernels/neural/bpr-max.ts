import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** Arrays lie in the kernel's memory. */
export interface BprMaxOptions {
  /** Subtracted from each column first. */
  readonly columnOffsets: Float32Array;
  /** Scores s below 0 become bend · (eˢ − 1); 0: they stay. */
  readonly bend: number;
  /** Weight of the squared scores in the loss. */
  readonly regularization: number;
  /** The factor of the gradient, e.g. 1 / rows. */
  readonly scale: number;
  /** Receives the loss of each row. */
  readonly losses: Float32Array;
  /** A buffer of the scores' shape, for their exponentials. */
  readonly powers: Matrix;
}

/**
 * BPR-max of each row of scores, whose target is the column of the row's number; the scores are replaced by their gradient.
 *
 * With s the softmax over the other columns: −ln Σ σ(target − other) · s + regularization · Σ other² · s.
 *
 * Source: Hidasi & Karatzoglou 2018, "Recurrent neural networks with top-k gains for session-based recommendations" (CIKM '18).
 * @param scores at least two columns, and no fewer than rows.
 */
export function bprMax(
  kernel: Kernel,
  { values, stride, rows, columns }: Matrix,
  { columnOffsets, bend, regularization, scale, losses, powers }: BprMaxOptions,
): void {
  phase(
    kernel,
    3 * rows * columns,
    'bprMax',
    ...[values.byteOffset, 4 * stride, rows, columns, columnOffsets.byteOffset],
    ...[bend, regularization, scale, losses.byteOffset, powers.values.byteOffset],
  );
}
