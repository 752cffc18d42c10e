import { describe, expect, it } from 'vitest';
import { leafOf, randomRows, randomTrees } from '../../../testing/random-trees.js';
import { type CoveredTree, TreeShap } from './shap.js';

/** What a tree makes of a row of which only some features are known: at the others' splits, the sides' mean by cover. */
function meanOf(tree: CoveredTree, row: Float32Array, known: number, node = 0): number {
  const { left, right, feature, cover, value } = tree;
  if (left[node] === node) return value[node]!;
  const here = row[feature[node]!]!;
  const goesLeft = Number.isNaN(here) ? tree.defaultLeft[node] === 1 : here < tree.threshold[node]!;
  if (known & (1 << feature[node]!)) return meanOf(tree, row, known, (goesLeft ? left : right)[node]!);
  return [left[node]!, right[node]!].reduce(
    (sum, child) => sum + (cover[node]! > 0 ? (cover[child]! / cover[node]!) * meanOf(tree, row, known, child) : 0),
    0,
  );
}

const ones = (set: number): number => (set ? (set & 1) + ones(set >> 1) : 0);
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** Shapley's formula over all coalitions of features, and the mean behind. */
function naive(trees: readonly CoveredTree[], row: Float32Array): number[] {
  const n = row.length;
  const worth = (known: number) => trees.reduce((sum, tree) => sum + meanOf(tree, row, known), 0);
  const values = Array.from(row, (_, i) => {
    let sum = 0;
    for (let known = 0; known < 1 << n; known++) {
      if (known & (1 << i)) continue;
      const weight = (factorial(ones(known)) * factorial(n - ones(known) - 1)) / factorial(n);
      sum += weight * (worth(known | (1 << i)) - worth(known));
    }
    return sum;
  });
  return [...values, worth(0)];
}

describe('SHAP values', () => {
  it.each([
    { trees: 1, depth: 1, columns: 1 },
    { trees: 4, depth: 3, columns: 3 },
    { trees: 3, depth: 5, columns: 7 },
    { trees: 2, depth: 7, columns: 4 },
  ])('are Shapley’s: $trees trees of depth $depth, $columns columns', async ({ trees: count, depth, columns }) => {
    const trees = randomTrees(depth, count, depth, columns);
    const values = randomRows(depth, 20, columns);
    const found = (await TreeShap.open(trees, columns)).explain(values);
    for (let row = 0; row < 20; row++) {
      const expected = naive(trees, values.subarray(row * columns, (row + 1) * columns));
      for (const [at, value] of expected.entries()) expect(found[row * (columns + 1) + at]).toBeCloseTo(value, 10);
    }
  });

  it('are Shapley’s where no training row came to a side, or to the node at all', async () => {
    const [tree] = randomTrees(5, 1, 6, 4);
    const values = randomRows(6, 40, 4);
    for (const node of [tree!.left[0]!, tree!.right[tree!.right[0]!]!]) {
      const cover = tree!.cover.slice();
      cover[node] = 0;
      const found = (await TreeShap.open([{ ...tree!, cover }], 4)).explain(values);
      for (let row = 0; row < 40; row++)
        for (const [at, value] of naive([{ ...tree!, cover }], values.subarray(4 * row, 4 * row + 4)).entries())
          expect(found[5 * row + at]).toBeCloseTo(value, 10);
    }
  });

  it('of deep trees add up to the score, in batches too', async () => {
    const trees = randomTrees(1, 10, 11, 40);
    const values = randomRows(2, 200, 40);
    const found = (await TreeShap.open(trees, 40)).explain(values);
    for (let row = 0; row < 200; row++) {
      const own = values.subarray(row * 40, (row + 1) * 40);
      const score = trees.reduce((sum, tree) => sum + tree.value[leafOf(tree, own)]!, 0);
      expect(found.subarray(row * 41, (row + 1) * 41).reduce((sum, value) => sum + value, 0)).toBeCloseTo(score, 9);
    }
  });

  it('are refused where a path has more features than a word has bits', async () => {
    const each = (of: (node: number) => number) => Array.from({ length: 129 }, (_, node) => of(node));
    const isLeaf = (node: number) => node >= 64;
    const tree: CoveredTree = {
      left: Int32Array.from(each((node) => (isLeaf(node) ? node : node + 64))),
      right: Int32Array.from(each((node) => (isLeaf(node) ? node : node < 63 ? node + 1 : 128))),
      feature: Int32Array.from(each((node) => (isLeaf(node) ? 0 : node))),
      threshold: new Float32Array(129),
      defaultLeft: new Uint8Array(129),
      value: new Float32Array(129),
      cover: new Float32Array(129).fill(1),
    };
    await expect(TreeShap.open([tree], 64)).rejects.toThrow('a path has more than 63 features');
  });
});
