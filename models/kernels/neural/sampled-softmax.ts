import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** The arrays lie in the kernel's memory. */
export interface SampledSoftmaxOptions {
  /** The item of each column. */
  readonly items: Int32Array;
  /** For each column, what is subtracted from its item's score. */
  readonly corrections: Float32Array;
  /** For each row, the score, item and correction of its own item. The scores are replaced by their gradients. */
  readonly own: { readonly scores: Float32Array; readonly items: Int32Array; readonly corrections: Float32Array };
  /** The factor of the gradients. */
  readonly scale: number;
  /** Receives the loss of each row. */
  readonly losses: Float32Array;
}

/**
 * Softmax over each row's own item and some that all rows share, in place: the `scores` of the shared items, rows × columns, are
 * replaced by their gradients. The loss is −ln of the own item's probability; columns with a row's own item are left out.
 */
export function sampledSoftmax(kernel: Kernel, scores: Matrix, options: SampledSoftmaxOptions): void {
  const { items, corrections, own, scale, losses } = options;
  phase(
    kernel,
    scores.rows * scores.columns,
    'sampledSoftmax',
    ...[scores.values.byteOffset, 4 * scores.stride, scores.rows, scores.columns],
    ...[items.byteOffset, corrections.byteOffset],
    ...[own.scores.byteOffset, own.items.byteOffset, own.corrections.byteOffset],
    ...[scale, losses.byteOffset],
  );
}
