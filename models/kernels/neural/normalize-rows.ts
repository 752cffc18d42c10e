import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

/**
 * Scales each row x of a matrix to `length`, in place: length · x / √(x · x + 1e-12).
 * @param factors receives the factor of each row.
 */
export function normalizeRows(
  kernel: Kernel,
  { values, rows, stride }: Matrix,
  length: number,
  factors: Float32Array,
): void {
  kernel.parallel('normalizeRows', values.byteOffset, rows, 4 * stride, length, factors.byteOffset);
}

/** Gradients of {@link normalizeRows}' input, in place of those of its `outputs`; `length` and `factors` as there. */
export function normalizeRowsGradient(
  kernel: Kernel,
  { values, rows, stride }: Matrix,
  outputs: Matrix,
  length: number,
  factors: Float32Array,
): void {
  const places = [factors.byteOffset, outputs.values.byteOffset];
  kernel.parallel('normalizeRowsGradient', values.byteOffset, rows, 4 * stride, length, ...places);
}
