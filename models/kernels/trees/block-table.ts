import type { TreeNodes } from './node-table.js';

// A block has seven splits, three deep: the first, the two behind it, the four behind those. Of split k, word 2k is the threshold, word
// 2k + 1 where the feature stands among eight rows side by side, in bytes; each feature is there twice, for splits that send missing values left and
// for those that send them right. Words 14 … 21 are what stands at the eight exits: the places of the next blocks in bytes, and on the last
// level the leaves' values.
const blockWords = 22;
const exits = 14;
const featureBytes = 64;
const rightBytes = 32;

/** Trees cut into blocks of three splits, each as many blocks deep on all its paths. */
export interface BlockTable {
  readonly words: Int32Array;
  /** The place of each tree's first block, in bytes. */
  readonly roots: readonly number[];
  /** How many blocks lie behind one another. */
  readonly levels: readonly number[];
}

export function blockTable(trees: readonly TreeNodes[]): BlockTable {
  const words: number[] = [];
  const levels = trees.map((tree) => Math.max(1, Math.ceil(depthOf(tree, 0) / 3)));
  const roots = trees.map((tree, id) => addBlock(words, tree, 0, levels[id]!));
  return { words: Int32Array.from(words), roots, levels };
}

/** The splits from a node to the deepest leaf below it. */
function depthOf(tree: TreeNodes, node: number): number {
  const { left, right } = tree;
  if (left[node] === node) return 0;
  return 1 + Math.max(depthOf(tree, left[node]!), depthOf(tree, right[node]!));
}

/** Adds the block of a node, those behind it, and returns its place. A leaf's block has no split at which anything goes right. */
function addBlock(words: number[], tree: TreeNodes, node: number, level: number): number {
  const { left, right, feature, threshold, defaultLeft, value } = tree;
  const start = words.length;
  for (let word = 0; word < blockWords; word++) words.push(0);
  const nodes = [node];
  for (let split = 0; split < 7; split++) {
    const own = nodes[split]!;
    const isLeaf = left[own] === own;
    words[start + 2 * split] = bitsOf(isLeaf ? Number.NaN : threshold[own]!);
    words[start + 2 * split + 1] = isLeaf ? 0 : featureBytes * feature[own]! + (defaultLeft[own] ? 0 : rightBytes);
    nodes.push(left[own]!, right[own]!);
  }
  const places = new Map<number, number>();
  for (const [exit, next] of nodes.slice(7).entries()) {
    if (level > 1 && !places.has(next)) places.set(next, addBlock(words, tree, next, level - 1));
    words[start + exits + exit] = level > 1 ? places.get(next)! : bitsOf(value[next]!);
  }
  return 4 * start;
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

function bitsOf(value: number): number {
  float[0] = value;
  return bits[0]!;
}
