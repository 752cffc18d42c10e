import type { Kernel } from '../kernel.js';

/** A decision tree, one entry a node; the root is node 0. */
export interface TreeNodes {
  /** The left child; the node itself where it is a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  /** Values below it go left. */
  readonly threshold: Float32Array;
  /** 1 where missing values go left. */
  readonly defaultLeft: Uint8Array;
  /** What a leaf adds to the score. */
  readonly value: Float32Array;
}

/** The nodes level by level, so that a right child comes right behind the left one. */
export function breadthFirst({ left, right }: TreeNodes): number[] {
  const order = [0];
  for (const node of order) if (left[node] !== node) order.push(left[node]!, right[node]!);
  return order;
}

const nodeBytes = 16;

export const nodeCount = (trees: readonly TreeNodes[]): number => trees.reduce((sum, { left }) => sum + left.length, 0);

/** The sizes of a {@link nodeTable}'s arrays. */
export const nodeTableSizes = (trees: readonly TreeNodes[]): number[] => [
  4 * (trees.length + 1),
  nodeBytes * nodeCount(trees),
  4 * nodeCount(trees),
];

/** Trees in a kernel's memory, each breadth first, so that a right child lies behind the left one. */
export interface NodeTable {
  /** The addresses of the trees' roots, and where the last tree ends. */
  readonly roots: Int32Array;
  /**
   * Four words a node: the threshold, from which on values go right; where the feature stands in a row, in bytes; the address of the left
   * child; 16 where a missing value goes right. A leaf is its own left child, and NaN its threshold: nothing goes right there.
   */
  readonly nodes: Int32Array;
  readonly values: Float32Array;
  /** For each tree, the number in it that each node of the table has. */
  readonly orders: readonly (readonly number[])[];
}

export function nodeTable(kernel: Kernel, trees: readonly TreeNodes[]): NodeTable {
  const roots = kernel.ints(trees.length + 1);
  const count = nodeCount(trees);
  const nodes = kernel.ints(4 * count);
  const thresholds = new Float32Array(nodes.buffer, nodes.byteOffset, 4 * count);
  const values = kernel.floats(count);
  const addressOf = (node: number) => nodes.byteOffset + nodeBytes * node;
  let next = 0;
  const orders = trees.map((tree, id) => {
    const order = breadthFirst(tree);
    let child = next + 1;
    roots[id] = addressOf(next);
    for (const node of order) {
      const isLeaf = tree.left[node] === node;
      const missing = isLeaf || tree.defaultLeft[node] ? 0 : nodeBytes;
      nodes.set([0, isLeaf ? 0 : 4 * tree.feature[node]!, addressOf(isLeaf ? next : child), missing], 4 * next);
      thresholds[4 * next] = isLeaf ? Number.NaN : tree.threshold[node]!;
      values[next++] = tree.value[node]!;
      if (!isLeaf) child += 2;
    }
    return order;
  });
  roots[trees.length] = addressOf(next);
  return { roots, nodes, values, orders };
}
