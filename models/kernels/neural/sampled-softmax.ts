import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** Arrays in the kernel's memory. */
export interface SampledSoftmaxOptions {
  /** Of each column. */
  readonly items: Int32Array;
  /** Of each column: what its item is to be scored less. */
  readonly corrections: Float32Array;
  /** Of each row: the score, the item and the correction of its own. The scores become their gradients. */
  readonly own: { readonly scores: Float32Array; readonly items: Int32Array; readonly corrections: Float32Array };
  /** What gradients are multiplied by. */
  readonly scale: number;
  /** Gets the loss of each row. */
  readonly losses: Float32Array;
}

/**
 * Softmax over each row's own item and some that all rows share, in place: `scores`, rows × columns, of the shared ones become their
 * gradients. The loss is −ln of the own item's part; columns of a row's own item are left out.
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
