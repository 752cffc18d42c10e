import { expect, it } from 'vitest';
import { expectMatrix, type PlainMatrix, plain, randomMatrix } from '../../../testing/expect-matrix.js';
import { floatsOf, intsOf } from '../kernel.js';
import { scaleMatrix } from './add.js';
import { openNeural } from './matrix.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** The losses and gradients as the definition has them. */
function naive(scores: PlainMatrix, targets: number[], offsets: number[], items: number[]) {
  const shares = scores.map((row, i) => {
    const isLeftOut = (j: number) => j !== targets[i] && items[j] === items[targets[i]!];
    const powers = row.map((x, j) => (isLeftOut(j) ? 0 : Math.exp(x - offsets[j]!)));
    const sum = powers.reduce((total, x) => total + x);
    return powers.map((x) => x / sum);
  });
  return {
    losses: shares.map((row, i) => -Math.log(row[targets[i]!]!)),
    gradients: shares.map((row, i) => row.map((x, j) => x - Number(j === targets[i]))),
  };
}

it.each([
  [1, 1],
  [3, 6],
  [65, 130],
])('gives losses and gradients of scores: %i × %i', async (rows, columns) => {
  const kernel = await openNeural(500_000);
  const targets = Array.from({ length: rows }, (_, i) => (i * 5) % columns);
  const offsets = Array.from({ length: columns }, (_, j) => Math.sin(j));
  const items = Array.from({ length: columns }, (_, j) => (j * j) % 50);
  const losses = kernel.floats(rows);
  for (const [columnOffsets, columnItems] of [
    [undefined, undefined],
    [floatsOf(kernel, offsets), intsOf(kernel, items)],
  ] as const) {
    const scores = randomMatrix(kernel, rows, columns, 1);
    scaleMatrix(kernel, scores, 10);
    const expected = columnItems
      ? naive(plain(scores), targets, offsets, items)
      : naive(plain(scores), targets, Array(columns).fill(0), [...items.keys()]);
    const options = { targets: intsOf(kernel, targets), columnOffsets, columnItems, scale: 0.25, losses };
    await kernel.withThreads(2, () => softmaxCrossEntropy(kernel, scores, options));
    expectMatrix(
      scores,
      expected.gradients.map((row) => row.map((x) => 0.25 * x)),
      2e-6,
    );
    losses.forEach((loss, row) => {
      expect(loss).toBeCloseTo(expected.losses[row]!, 4);
    });
  }
});
