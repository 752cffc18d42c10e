import type { TreeNodes } from '../kernels/index.js';

/** A decision tree, one entry a node; the root is node 0. */
export interface Tree extends TreeNodes {
  /** What the split of a node took off the loss, times two; 0 for a leaf. */
  readonly gain: Float32Array;
  /** The sum of the loss's second derivatives over the training rows that came to a node. */
  readonly cover: Float32Array;
}

export const isLeaf = ({ left }: Tree, node: number): boolean => left[node] === node;
