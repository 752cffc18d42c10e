import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** All arrays lie in the kernel's memory. */
export interface SoftmaxOptions {
  /** The target's column in each row. */
  readonly targets: Int32Array;
  /** Subtracted from each column first, e.g. log of how often it is drawn (logQ). */
  readonly columnOffsets?: Float32Array | undefined;
  /** The item of each column: other columns with the target's item are left out. */
  readonly columnItems?: Int32Array | undefined;
  /** The factor of the gradient, e.g. 1 / rows. */
  readonly scale: number;
  /** Receives the loss of each row. */
  readonly losses: Float32Array;
}

/** Softmax cross-entropy of each row of scores against its target; the scores are replaced by their gradient. */
export function softmaxCrossEntropy(
  kernel: Kernel,
  { values, stride, rows, columns }: Matrix,
  { targets, columnOffsets, columnItems, scale, losses }: SoftmaxOptions,
): void {
  phase(
    kernel,
    rows * columns,
    'softmaxCrossEntropy',
    ...[values.byteOffset, 4 * stride, rows, columns, targets.byteOffset],
    ...[columnOffsets?.byteOffset ?? 0, columnItems?.byteOffset ?? 0, scale, losses.byteOffset],
  );
}
