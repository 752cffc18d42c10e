import { bytesFor, type Kernel } from '../../kernels/index.js';
import type { Matrix, OptimizerSums, RowGroups, UpdateOptions } from '../../kernels/neural/index.js';

/** A table of one number a row, e.g. biases: without padding, so that all of it stays in the caches. */
export const newColumn = (kernel: Kernel, rows: number): Matrix => ({
  rows,
  columns: 1,
  stride: 1,
  values: kernel.floats(rows),
});

/** The bytes that {@link newColumn} requires. */
export const columnBytes = (rows: number): number => bytesFor(4 * rows);

/** Whether a matrix is such a column, which kernels on rows cannot process. */
export const isColumn = ({ stride }: Matrix): boolean => stride === 1;

/** `sumRows` of columns. */
export function sumColumn({ values: sums }: Matrix, { values: gradients }: Matrix, groups: RowGroups): void {
  for (let row = 0; row < groups.rows.length; row++) sums[row] = sumOf(gradients, groups, row);
}

/** `squaredNorm` of a column. */
export function squaredColumn({ values }: Matrix): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

/** `updateRows` of columns, in TypeScript because there is little to compute. */
export function updateColumn(
  { values: weights }: Matrix,
  { first, second }: OptimizerSums,
  { values: gradients }: Matrix,
  groups: RowGroups,
  { optimizer, learningRate, step, scale = 1 }: UpdateOptions,
): void {
  const firsts = first?.values;
  const seconds = second.values;
  const { rows } = groups;
  for (let group = 0; group < rows.length; group++) {
    const row = rows[group]!;
    const gradient = scale * sumOf(gradients, groups, group);
    if (optimizer.kind === 'adagrad') {
      seconds[row]! += gradient * gradient;
      let move = (-learningRate * gradient) / Math.sqrt(seconds[row]! + optimizer.epsilon);
      if (firsts) move += optimizer.momentum * firsts[row]!;
      if (firsts) firsts[row] = move;
      weights[row]! += move;
    } else {
      const { beta1, beta2, epsilon } = optimizer;
      firsts![row] = beta1 * firsts![row]! + (1 - beta1) * gradient;
      seconds[row] = beta2 * seconds[row]! + (1 - beta2) * gradient * gradient;
      const size = Math.sqrt(seconds[row]! / (1 - beta2 ** step)) + epsilon;
      weights[row]! -= ((learningRate / (1 - beta1 ** step)) * firsts![row]!) / size;
    }
  }
}

function sumOf(gradients: Float32Array, { offsets, places }: RowGroups, group: number): number {
  let sum = 0;
  for (let at = offsets[group]!; at < offsets[group + 1]!; at++) sum += gradients[places[at]!]!;
  return sum;
}
