import { expect } from 'vitest';
import type { Kernel } from '../models/kernels/kernel.js';
import type { Matrix } from '../models/kernels/neural/index.js';
import { matrixOf, randomTable } from './random-matrix.js';

/** Rows of plain numbers. */
export type PlainMatrix = readonly (readonly number[])[];

/** A matrix of standard normal numbers in a kernel's memory. */
export const randomMatrix = (kernel: Kernel, rows: number, columns: number, seed: number): Matrix =>
  matrixOf(kernel, randomTable(rows, columns, seed));

/** A copy of what stands in a matrix. */
export const plain = ({ rows, columns, stride, values }: Matrix): number[][] =>
  Array.from({ length: rows }, (_, row) => [...values.subarray(row * stride, row * stride + columns)]);

/** Expects each entry within `tolerance` (relative, absolute below 1), and the padding to be zero. */
export function expectMatrix(matrix: Matrix, expected: PlainMatrix, tolerance = 2e-5): void {
  const { rows, columns, stride, values } = matrix;
  expect(rows).toBe(expected.length);
  let worst = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const right = expected[row]![column]!;
      const error = Math.abs(values[row * stride + column]! - right) / Math.max(1, Math.abs(right));
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
    }
  expect(worst).toBeLessThanOrEqual(tolerance);
  const isPadding = (_: number, at: number) => at % stride >= columns;
  expect(values.filter(isPadding).every((value) => value === 0)).toBe(true);
}
