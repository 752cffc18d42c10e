import { expect, it } from 'vitest';
import { plain, randomMatrix } from '../../../testing/expect-matrix.js';
import { dropoutMask } from '../../neural/training/dropout-mask.js';
import { dropout, dropped } from './dropout.js';
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

it.each([0.3, 0])('puts what is left at rate %f elsewhere, or adds it', async (rate) => {
  const kernel = await openNeural(100_000);
  const [matrix, out, onto] = [1, 2, 3].map((seed) => randomMatrix(kernel, 70, 37, seed));
  const before = plain(onto!);
  await kernel.withThreads(2, () => {
    dropped(kernel, out!, matrix!, rate, 5, { add: false });
    dropped(kernel, onto!, matrix!, rate, 5, { add: true });
  });
  const whole = plain(matrix!);
  const left = dropoutMask(70, 37, rate, 5).map((factor, at) => factor * whole[Math.floor(at / 37)]![at % 37]!);
  expect(plain(out!).flat()).toEqual(Array.from(left, (x) => x + 0));
  expect(plain(onto!).flat()).toEqual(Array.from(left, (x, at) => Math.fround(before.flat()[at]! + x)));
});
