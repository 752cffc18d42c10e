import { expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { bytesFor, floatsOf } from '../kernel.js';
import { matrixBytes, openNeural, packedMatrix, timesRows } from './index.js';

it.each([
  [0, 4],
  [1, 1],
  [130, 19],
])('multiplies each of %i rows of %i by its factor', async (rows, columns) => {
  const kernel = await openNeural(2 * matrixBytes(rows, columns) + bytesFor(4 * rows));
  const [a, before] = [randomTable(rows, columns, 1), randomTable(rows, columns, 2)];
  const factors = floatsOf(kernel, randomTable(1, rows, 3).values);
  const [ours, out] = [matrixOf(kernel, a), matrixOf(kernel, before)];
  const expected = a.values.map((value, at) => value * factors[Math.floor(at / columns)]!);
  await kernel.withThreads(2, () => timesRows(kernel, out, ours, factors, { add: true }));
  expect(packedMatrix(out)).toEqual(before.values.map((value, at) => value + expected[at]!));
  timesRows(kernel, out, ours, factors, { add: false });
  expect(packedMatrix(out)).toEqual(expected);
});
