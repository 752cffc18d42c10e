import { expect, it } from 'vitest';
import { seededRandom } from '../../../data/index.js';
import { largestDifference, numericGradient } from '../../../testing/numeric-gradient.js';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { bytesFor, floatsOf, intsOf } from '../kernel.js';
import { matrixBytes, openNeural, packedMatrix, sampledSoftmax } from './index.js';

it.each([
  [0, 3],
  [1, 0],
  [1, 1],
  [5, 6],
  [9, 67],
])('is the softmax of %i rows over their own items and %i others', async (rows, columns) => {
  const { int } = seededRandom(rows + columns);
  const draws = (length: number) => Int32Array.from({ length }, () => int(5));
  const kernel = await openNeural(matrixBytes(rows, columns) + 8 * bytesFor(4 * (columns + rows)));
  const scores = randomTable(rows, columns, 1).values;
  const [columnItems, ownItems] = [draws(columns), draws(rows)];
  const corrections = randomTable(1, columns, 2).values;
  const ownCorrections = randomTable(1, rows, 3).values;
  const ownScores = randomTable(1, rows, 4).values;
  const scale = 0.5;

  /** Of each row the loss, in double precision. @param all scores, the own ones behind the others. */
  const naive = (all: Float64Array) =>
    Array.from({ length: rows }, (_, row) => {
      const own = Math.exp(all[rows * columns + row]! - ownCorrections[row]!);
      let sum = own;
      for (let column = 0; column < columns; column++)
        if (columnItems[column] !== ownItems[row]) sum += Math.exp(all[row * columns + column]! - corrections[column]!);
      return -Math.log(own / sum);
    });

  const ours = matrixOf(kernel, { rows, columns, values: scores });
  const own = {
    scores: floatsOf(kernel, ownScores),
    items: intsOf(kernel, ownItems),
    corrections: floatsOf(kernel, ownCorrections),
  };
  const losses = kernel.floats(rows);
  const options = {
    items: intsOf(kernel, columnItems),
    corrections: floatsOf(kernel, corrections),
    own,
    scale,
    losses,
  };
  await kernel.withThreads(2, () => sampledSoftmax(kernel, ours, options));

  const all = Float64Array.from([...scores, ...ownScores]);
  const expected = numericGradient((values) => scale * naive(values).reduce((sum, loss) => sum + loss, 0), all);
  expect(largestDifference(losses, naive(all))).toBeLessThan(2e-6);
  expect(largestDifference(packedMatrix(ours), expected)).toBeLessThan(2e-6);
  expect(largestDifference(own.scores, expected.subarray(rows * columns))).toBeLessThan(2e-6);
});
