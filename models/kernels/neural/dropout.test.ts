import { expect, it } from 'vitest';
import { plain, randomMatrix } from '../../../testing/expect-matrix.js';
import { dropoutMask } from '../../neural/dropout-mask.js';
import { dropout } from './dropout.js';
import { openNeural } from './matrix.js';

it.each([
  [1, 1, 0.5],
  [7, 37, 0.3],
  [130, 64, 0.05],
  [3, 5, 0],
])('multiplies by the mask of its key: %i × %i, rate %f', async (rows, columns, rate) => {
  const kernel = await openNeural(100_000);
  const matrix = randomMatrix(kernel, rows, columns, 1);
  const before = plain(matrix);
  await kernel.withThreads(2, () => dropout(kernel, matrix, rate, 4_000_000_000));
  const mask = dropoutMask(rows, columns, rate, 4_000_000_000);
  expect(plain(matrix)).toEqual(before.map((row, i) => row.map((x, j) => Math.fround(x * mask[i * columns + j]!) + 0)));
});
