import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** Adds a row, 1 × n, to each row of `out`. */
export function addRow(kernel: Kernel, { values, stride, rows }: Matrix, row: Matrix): void {
  phase(kernel, (rows * stride) / 8, 'addRow', values.byteOffset, 4 * stride, rows, row.values.byteOffset);
}

/** out += a, of the same shape. */
export function addMatrix(kernel: Kernel, { values, stride, rows }: Matrix, a: Matrix): void {
  phase(kernel, (rows * stride) / 8, 'addMatrix', values.byteOffset, a.values.byteOffset, 4 * stride, rows);
}

/** matrix ·= factor. */
export function scaleMatrix(kernel: Kernel, { values, stride, rows }: Matrix, factor: number): void {
  phase(kernel, (rows * stride) / 8, 'scaleMatrix', values.byteOffset, 4 * stride, rows, factor);
}
