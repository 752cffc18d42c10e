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
  const grow = (level: number): number => {
    const node = left.length;
    const isLeaf = level === 0 || random.float() < 0.1;
    left.push(node);
    right.push(node);
    feature.push(isLeaf ? 0 : random.int(columns));
    threshold.push(isLeaf ? 0 : random.int(7) / 2 - 1.5);
    defaultLeft.push(isLeaf ? 0 : random.int(2));
    value.push(isLeaf ? random.normal() : 0);
    gain.push(isLeaf ? 0 : random.float());
    cover.push(random.int(10));
    if (isLeaf) return node;
    left[node] = grow(level - 1);
    right[node] = grow(level - 1);
    cover[node] = cover[left[node]]! + cover[right[node]]!;
    return node;
  };
  grow(depth);
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
