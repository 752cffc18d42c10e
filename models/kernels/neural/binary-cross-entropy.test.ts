import { expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { bytesFor } from '../kernel.js';
import { binaryCrossEntropy, matrixBytes, openNeural } from './index.js';

it.each([
  { count: 1, period: 1 },
  { count: 15, period: 5 },
  { count: 1203, period: 3 },
])('gives losses and gradients of $count scores, one in $period positive', async ({ count, period }) => {
  const kernel = await openNeural(bytesFor(4 * count, 4 * count) + matrixBytes(1, 1));
  const scores = kernel.floats(count);
  const losses = kernel.floats(count);
  const given = randomTable(1, count, 1).values.map((value) => 5 * value);
  scores.set(given);
  const bias = matrixOf(kernel, { rows: 1, columns: 1, values: Float32Array.of(0.3) });
  await kernel.withThreads(2, () => binaryCrossEntropy(kernel, scores, { period, bias, scale: 0.5, losses }));
  given.forEach((score, at) => {
    const label = at % period === 0 ? 1 : 0;
    const p = 1 / (1 + Math.exp(-score - 0.3));
    expect(losses[at]).toBeCloseTo(-Math.log(label ? p : 1 - p), 4);
    expect(scores[at]).toBeCloseTo(0.5 * (p - label), 6);
  });
});

it('stays finite, and does not forget a wrong answer, however sure the scores are', async () => {
  const kernel = await openNeural(bytesFor(16, 16) + matrixBytes(1, 1));
  const [scores, losses] = [kernel.floats(4), kernel.floats(4)];
  scores.set([1000, 1000, -1000, -1000]);
  const bias = matrixOf(kernel, randomTable(1, 1, 1));
  bias.values[0] = 0;
  binaryCrossEntropy(kernel, scores, { period: 2, bias, scale: 1, losses });
  expect([...losses]).toEqual([0, 1000, 1000, 0]);
  expect([...scores]).toEqual([-0, 1, -1, 0]);
});
