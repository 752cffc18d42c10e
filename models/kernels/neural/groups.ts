import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

// Operations on matrices whose rows form groups of equal size; `shared` has one row for each group.

const groupsOf = (matrix: Matrix, shared: Matrix) => [shared.rows, matrix.rows / shared.rows, 4 * matrix.stride];

/** Rectified linear units, in place: max(row + the group's row of `shared`, 0). */
export function addGroupsRelu(kernel: Kernel, matrix: Matrix, shared: Matrix): void {
  const args = groupsOf(matrix, shared);
  kernel.parallel('addGroupsRelu', matrix.values.byteOffset, ...args, shared.values.byteOffset);
}

/** Sums each group's rows. */
export function sumGroups(kernel: Kernel, sums: Matrix, matrix: Matrix): void {
  kernel.parallel('sumGroups', sums.values.byteOffset, ...groupsOf(matrix, sums), matrix.values.byteOffset);
}

/** Adds to each row's score its inner product with the group's row of `shared`. */
export function groupDots(kernel: Kernel, scores: Float32Array, shared: Matrix, matrix: Matrix): void {
  const tables = [shared.values.byteOffset, matrix.values.byteOffset];
  kernel.parallel('groupDots', scores.byteOffset, ...groupsOf(matrix, shared), ...tables);
}

/** The gradients of {@link groupDots}' factors, from `gradients`, those of its scores. */
export function groupDotsGradients(
  kernel: Kernel,
  out: { readonly shared: Matrix; readonly matrix: Matrix },
  gradients: Float32Array,
  shared: Matrix,
  matrix: Matrix,
): void {
  const made = [out.shared.values.byteOffset, out.matrix.values.byteOffset];
  const given = [gradients.byteOffset, shared.values.byteOffset, matrix.values.byteOffset];
  kernel.parallel('groupDotsGradients', ...made, ...groupsOf(matrix, shared), ...given);
}
