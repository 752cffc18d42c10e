import { type Random, seededRandom } from '../data/index.js';
import type { Tree } from '../models/ranking/tree.js';

/** Trees of up to so many levels, some branches shorter, whose covers add up. */
export function randomTrees(seed: number, count: number, depth: number, columns: number): Tree[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => randomTree(random, depth, columns));
}

function randomTree(random: Random, depth: number, columns: number): Tree {
  const lists = { left: [], right: [], feature: [], threshold: [], defaultLeft: [], value: [], gain: [], cover: [] };
  const { left, right, feature, threshold, defaultLeft, value, gain, cover } = lists as Record<keyof Tree, number[]>;
  const add = (): number => {
    const node = left.length;
    for (const list of [left, right]) list.push(node);
    for (const list of [feature, threshold, defaultLeft, gain]) list.push(0);
    value.push(random.normal());
    cover.push(1 + random.int(9));
    return node;
  };
  let level = [add()];
  for (let below = depth; below > 0; below--)
    level = level.flatMap((node) => {
      if (random.float() < 0.1) return [];
      feature[node] = random.int(columns);
      threshold[node] = random.int(7) / 2 - 1.5;
      defaultLeft[node] = random.int(2);
      gain[node] = random.float();
      value[node] = 0;
      left[node] = add();
      right[node] = add();
      return [left[node]!, right[node]!];
    });
  for (let node = left.length - 1; node >= 0; node--)
    if (left[node] !== node) cover[node] = cover[left[node]!]! + cover[right[node]!]!;
  return {
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    feature: Int32Array.from(feature),
    threshold: Float32Array.from(threshold),
    defaultLeft: Uint8Array.from(defaultLeft),
    value: Float32Array.from(value),
    gain: Float32Array.from(gain),
    cover: Float32Array.from(cover),
  };
}

/** The leaf that a row comes to. */
export function leafOf(tree: Tree, row: ArrayLike<number>): number {
  let node = 0;
  while (tree.left[node] !== node) {
    const here = row[tree.feature[node]!]!;
    const goesLeft = Number.isNaN(here) ? tree.defaultLeft[node] === 1 : here < tree.threshold[node]!;
    node = (goesLeft ? tree.left : tree.right)[node]!;
  }
  return node;
}

/** Rows of small numbers that meet thresholds, and of missing values. */
export function randomRows(seed: number, rows: number, columns: number, missing = 0.1): Float32Array {
  const random = seededRandom(seed);
  const value = () => (random.float() < missing ? Number.NaN : random.int(9) / 2 - 2);
  return Float32Array.from({ length: rows * columns }, value);
}
