import { describe, expect, it } from 'vitest';
import { leafOf, randomRows, randomTrees } from '../../../testing/random-trees.js';
import { TreePredictor } from './predictor.js';

describe('the predictor', () => {
  it.each([
    { trees: 1, depth: 0, columns: 1, rows: 5, missing: 0.5 },
    { trees: 3, depth: 1, columns: 2, rows: 1, missing: 0 },
    { trees: 20, depth: 3, columns: 5, rows: 31, missing: 0 },
    { trees: 20, depth: 6, columns: 13, rows: 33, missing: 0 },
    { trees: 20, depth: 6, columns: 7, rows: 100, missing: 0.2 },
    { trees: 5, depth: 11, columns: 20, rows: 1025, missing: 0.01 },
    { trees: 0, depth: 0, columns: 3, rows: 4, missing: 0 },
  ])('adds the values of the leaves: $trees trees of depth $depth, $rows rows × $columns', async (shape) => {
    const trees = randomTrees(shape.rows, shape.trees, shape.depth, shape.columns);
    const values = randomRows(shape.rows, shape.rows, shape.columns, shape.missing);
    const predictor = await TreePredictor.open(trees, shape.columns);
    for (const base of [0, 0.5]) {
      const scores = new Float32Array(shape.rows).fill(base);
      predictor.addTo(scores, values);
      const expected = scores.map((_, row) => {
        const own = values.subarray(row * shape.columns, (row + 1) * shape.columns);
        return trees.reduce((sum, tree) => Math.fround(sum + tree.value[leafOf(tree, own)]!), base);
      });
      expect(scores).toEqual(expected);
    }
  });

  it('takes other trees in the place of its own, fewer and more', async () => {
    const values = randomRows(1, 10, 3);
    const scoresOf = (predictor: TreePredictor) => {
      const scores = new Float32Array(10);
      predictor.addTo(scores, values);
      return scores;
    };
    let predictor = await TreePredictor.open(randomTrees(1, 2, 4, 3), 3);
    for (const [seed, count] of [2, 1, 9, 3].entries()) {
      const trees = randomTrees(10 + seed, count, 5, 3);
      predictor = await predictor.replaced(trees);
      expect(scoresOf(predictor)).toEqual(scoresOf(await TreePredictor.open(trees, 3)));
    }
  });

  it('sends what is missing where the split says, and infinities to the sides', async () => {
    const split = (defaultLeft: number) => ({
      left: Int32Array.of(1, 1, 2),
      right: Int32Array.of(2, 1, 2),
      feature: Int32Array.of(0, 0, 0),
      threshold: Float32Array.of(2, 0, 0),
      defaultLeft: Uint8Array.of(defaultLeft, 0, 0),
      value: Float32Array.of(0, -1, 1),
    });
    const values = Float32Array.of(1.9, 2, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    for (const [defaultLeft, ofMissing] of [
      [1, -1],
      [0, 1],
    ] as const) {
      const scores = new Float32Array(5);
      (await TreePredictor.open([split(defaultLeft)], 1)).addTo(scores, values);
      expect([...scores]).toEqual([-1, 1, ofMissing, -1, 1]);
    }
  });
});
