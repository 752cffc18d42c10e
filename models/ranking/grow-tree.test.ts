import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../data/index.js';
import { randomRows } from '../../testing/random-trees.js';
import { TreeTraining } from '../kernels/index.js';
import { growTree } from './grow-tree.js';
import type { Tree } from './tree.js';

interface Case {
  readonly rows: number;
  readonly columns: number;
  readonly missing?: number;
  readonly maxDepth: number;
  readonly lambda?: number;
  readonly alpha?: number;
  readonly gamma?: number;
  readonly minChildWeight?: number;
  readonly monotone?: readonly number[];
  readonly uses?: readonly number[];
}

const filled = (given: Case) => ({
  ...{ missing: 0, lambda: 1, alpha: 0, gamma: 0, minChildWeight: 0, learningRate: 0.5 },
  ...given,
  monotone: Int8Array.from(given.monotone ?? Array(given.columns).fill(0)),
  uses: Uint8Array.from(given.uses ?? Array(given.columns).fill(1)),
});
type Filled = ReturnType<typeof filled>;

/** Values and derivatives of few bits, so that sums are exact and equal splits are equal. */
function randomData({ rows, columns, missing }: Filled) {
  const random = seededRandom(rows);
  const values = randomRows(rows, rows, columns, missing);
  const gradients = Float32Array.from({ length: 2 * rows }, (_, at) =>
    at % 2 ? (1 + random.int(8)) / 8 : (random.int(33) - 16) / 8,
  );
  return { values, gradients };
}

/** A tree as it reads. */
type Nested =
  | { value: number }
  | { feature: number; threshold: number; defaultLeft: boolean; left: Nested; right: Nested };

function nested(tree: Tree, node = 0): Nested {
  if (tree.left[node] === node) return { value: tree.value[node]! };
  return {
    feature: tree.feature[node]!,
    threshold: tree.threshold[node]!,
    defaultLeft: tree.defaultLeft[node] === 1,
    left: nested(tree, tree.left[node]),
    right: nested(tree, tree.right[node]),
  };
}

/** The tree as anyone would grow it: every split of every node is tried on the values themselves. */
function naive(options: Filled, { values, gradients }: ReturnType<typeof randomData>, scores: Float32Array): Nested {
  const { columns, lambda, alpha, gamma, minChildWeight, learningRate, maxDepth, monotone, uses } = options;
  const valueAt = (row: number, feature: number) => values[row * columns + feature]!;
  const cutsOf = (feature: number) => {
    const all = Array.from({ length: options.rows }, (_, row) => valueAt(row, feature));
    const distinct = [...new Set(all.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b).slice(1);
    return all.some(Number.isNaN) ? [...distinct, 3.4028234663852886e38] : distinct;
  };
  const cuts = Array.from({ length: columns }, (_, feature) => cutsOf(feature));
  const sumsOf = (rows: readonly number[]) => ({
    first: rows.reduce((sum, row) => sum + gradients[2 * row]!, 0),
    second: rows.reduce((sum, row) => sum + gradients[2 * row + 1]!, 0),
  });
  const grow = (rows: readonly number[], depth: number, lower: number, upper: number): Nested => {
    const best = (own: readonly number[]) => {
      const { first, second } = sumsOf(own);
      const value = (-Math.sign(first) * Math.max(Math.abs(first) - alpha, 0)) / (second + lambda);
      return Math.min(Math.max(value, lower), upper);
    };
    const worth = (own: readonly number[]) => {
      const { first, second } = sumsOf(own);
      return -(2 * first * best(own) + (second + lambda) * best(own) ** 2 + 2 * alpha * Math.abs(best(own)));
    };
    let most = Number.NEGATIVE_INFINITY;
    let found:
      | { feature: number; threshold: number; defaultLeft: boolean; left: number[]; right: number[] }
      | undefined;
    for (let feature = 0; feature < columns && depth < maxDepth; feature++)
      for (const threshold of uses[feature] ? cuts[feature]! : [])
        for (const defaultLeft of [false, true]) {
          const goesLeft = (row: number) =>
            Number.isNaN(valueAt(row, feature)) ? defaultLeft : valueAt(row, feature) < threshold;
          const [left, right] = [rows.filter(goesLeft), rows.filter((row) => !goesLeft(row))];
          if (left.length === 0 || right.length === 0) continue;
          if (Math.min(sumsOf(left).second, sumsOf(right).second) < minChildWeight) continue;
          if (monotone[feature]! * (best(right) - best(left)) < 0) continue;
          if (worth(left) + worth(right) <= most + 1e-9) continue;
          most = worth(left) + worth(right);
          found = { feature, threshold, defaultLeft, left, right };
        }
    if (!found || most - worth(rows) <= Math.max(1e-6, gamma)) {
      const value = Math.fround(learningRate * best(rows));
      for (const row of rows) scores[row]! += value;
      return { value };
    }
    const { left, right, ...split } = found;
    const middle = (best(left) + best(right)) / 2;
    const direction = monotone[split.feature]!;
    return {
      ...split,
      left: grow(left, depth + 1, direction < 0 ? middle : lower, direction > 0 ? middle : upper),
      right: grow(right, depth + 1, direction > 0 ? middle : lower, direction < 0 ? middle : upper),
    };
  };
  return grow([...Array(options.rows).keys()], 0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

/** The tree and the scores that it leaves behind. */
async function grown(options: Filled, { values, gradients }: ReturnType<typeof randomData>, threads: number) {
  const { columns, monotone, uses } = options;
  const limits = { ...options, maxBin: 256 };
  return TreeTraining.with({ values, columns }, limits, undefined, threads, async (training) => {
    training.gradients.set(gradients);
    const tree = growTree(training, options, uses, monotone);
    return { tree, scores: training.scores.slice() };
  });
}

describe('a tree', () => {
  it.each<Case>([
    { rows: 1, columns: 1, maxDepth: 3 },
    { rows: 2, columns: 1, maxDepth: 3, lambda: 0 },
    { rows: 40, columns: 2, maxDepth: 1 },
    { rows: 300, columns: 3, maxDepth: 5 },
    { rows: 301, columns: 5, maxDepth: 4, missing: 0.3 },
    { rows: 200, columns: 9, maxDepth: 4, missing: 0.1, alpha: 1.5, lambda: 0.25 },
    { rows: 250, columns: 17, maxDepth: 3, missing: 0.5, minChildWeight: 6 },
    { rows: 260, columns: 4, maxDepth: 6, gamma: 3 },
    { rows: 270, columns: 4, maxDepth: 4, missing: 0.1, uses: [0, 1, 0, 1] },
    { rows: 280, columns: 3, maxDepth: 5, missing: 0.1, monotone: [1, 0, -1] },
    { rows: 290, columns: 3, maxDepth: 5, alpha: 1, monotone: [-1, 1, 0], minChildWeight: 2 },
  ])('is the one that a naive version grows: %o', async (given) => {
    const options = filled(given);
    const data = randomData(options);
    const scores = new Float32Array(options.rows);
    const expected = naive(options, data, scores);
    const found = await grown(options, data, 1);
    expect(nested(found.tree)).toEqual(expected);
    expect(found.scores).toEqual(scores);
  });

  it('is the same with any number of threads, however rows and nodes fall to them', async () => {
    const options = filled({ rows: 30_000, columns: 21, maxDepth: 7, missing: 0.05 });
    const data = randomData(options);
    const [one, two] = [await grown(options, data, 1), await grown(options, data, 2)];
    expect(two).toEqual(one);
  });

  it('knows what its splits gained and the weight that came to its nodes', async () => {
    // Values 0 and 1, first derivatives −1 and 1: each side alone is worth 1² / (1 + 1), both together nothing.
    const options = filled({ rows: 2, columns: 1, maxDepth: 2 });
    const data = { values: Float32Array.of(0, 1), gradients: Float32Array.of(-1, 1, 1, 1) };
    const { tree } = await grown(options, data, 1);
    expect([...tree.gain]).toEqual([1, 0, 0]);
    expect([...tree.cover]).toEqual([2, 1, 1]);
    expect([...tree.value]).toEqual([0, 0.25, -0.25]);
  });
});
