import { expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { matrixBytes, newMatrix, openNeural, packedMatrix, product } from './index.js';

it.each([
  [1, 1],
  [3, 16],
  [130, 37],
])('multiplies %i × %i by as many rows, and by one', async (rows, columns) => {
  const kernel = await openNeural(4 * matrixBytes(rows, columns));
  const [a, b, row] = [randomTable(rows, columns, 1), randomTable(rows, columns, 2), randomTable(1, columns, 3)];
  const out = newMatrix(kernel, rows, columns);
  const ours = matrixOf(kernel, a);
  product(kernel, out, ours, matrixOf(kernel, b));
  expect(packedMatrix(out)).toEqual(a.values.map((value, at) => value * b.values[at]!));
  product(kernel, out, ours, matrixOf(kernel, row));
  expect(packedMatrix(out)).toEqual(a.values.map((value, at) => value * row.values[at % columns]!));
});
