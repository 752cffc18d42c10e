import { describe, expect, it } from 'vitest';
import { leafOf, randomRows, randomTrees } from '../../testing/random-trees.js';
import { Trees } from './trees.js';

const names = ['a', 'b', 'c'];
const state = { objective: 'rank:ndcg', names, base: 0.5, trees: randomTrees(1, 5, 4, 3) } as const;
const trees = new Trees(state);
const matrix = { values: randomRows(1, 30, 3), names };

describe('trees', () => {
  it('score a row by its leaves', async () => {
    const scores = await trees.scores(matrix);
    for (let row = 0; row < 30; row++) {
      const own = matrix.values.subarray(3 * row, 3 * row + 3);
      const score = state.trees.reduce((sum, tree) => sum + tree.value[leafOf(tree, own)]!, 0.5);
      expect(scores[row]).toBeCloseTo(score, 5);
    }
    expect(await trees.predict(matrix)).toEqual(scores);
    expect(await trees.scores({ values: new Float32Array(), names })).toEqual(new Float32Array());
  });

  it('say what each feature adds to the score', async () => {
    const scores = await trees.scores(matrix);
    const contributions = await trees.contributions(matrix);
    for (let row = 0; row < 30; row++)
      expect(contributions.subarray(4 * row, 4 * row + 4).reduce((sum, value) => sum + value, 0)).toBeCloseTo(
        scores[row]!,
        5,
      );
  });

  it('predict probabilities where they were trained on 0 and 1', async () => {
    const odds = await new Trees({ ...state, objective: 'binary:logistic' }).predict(matrix);
    const scores = await trees.scores(matrix);
    for (const [row, odd] of odds.entries()) expect(odd).toBeCloseTo(1 / (1 + Math.exp(-scores[row]!)), 6);
  });

  it('know which features matter', () => {
    // Two splits on b, one on a, none on c.
    const tree = {
      left: Int32Array.of(1, 3, 5, 3, 4, 5, 6),
      right: Int32Array.of(2, 4, 6, 3, 4, 5, 6),
      feature: Int32Array.of(1, 0, 1, 0, 0, 0, 0),
      threshold: new Float32Array(7),
      defaultLeft: new Uint8Array(7),
      value: new Float32Array(7),
      gain: Float32Array.of(6, 5, 2, 0, 0, 0, 0),
      cover: Float32Array.of(10, 4, 6, 2, 2, 3, 3),
    };
    expect(new Trees({ ...state, trees: [tree] }).importance()).toEqual([
      { feature: 'b', gain: 4, cover: 8, weight: 2 },
      { feature: 'a', gain: 5, cover: 4, weight: 1 },
    ]);
  });

  it('refuse rows of other features', async () => {
    const values = new Float32Array(6);
    await expect(trees.scores({ values, names: ['a', 'c', 'b'] })).rejects.toThrow(/feature 1 is "c"\n.*: a, b, c/);
    await expect(trees.contributions({ values, names: ['a', 'b'] })).rejects.toThrow(/rows have 2 features/);
    await expect(trees.scores({ values: new Float32Array(4), names })).rejects.toThrow(
      /4 values do not make rows of 3/,
    );
  });
});
