import { seededRandom } from '../data/index.js';
import type { Table } from '../models/base/table.js';
import type { Kernel } from '../models/kernels/kernel.js';
import { fillMatrix, type Matrix, newMatrix } from '../models/kernels/neural/index.js';

/** A table of standard normal numbers. */
export function randomTable(rows: number, columns: number, seed: number): Table {
  const { normal } = seededRandom(seed);
  return { rows, columns, values: new Float32Array(rows * columns).map(() => normal()) };
}

/** A table in a kernel's memory. */
export function matrixOf(kernel: Kernel, { rows, columns, values }: Table): Matrix {
  const matrix = newMatrix(kernel, rows, columns);
  fillMatrix(matrix, values);
  return matrix;
}
