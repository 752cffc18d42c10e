import * as built from '../built/trees.js';
import { bytesFor, type Kernel, openKernel } from '../kernel.js';

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

/** Rows that are predicted at once. */
const batchRows = 1024;
const nodeBytes = 16;

/** Trees in a kernel's memory, ready to predict. */
export class TreePredictor {
  readonly #kernel: Kernel;
  readonly #values: Float32Array;
  readonly #scores: Float32Array;
  readonly #args: readonly number[];

  private constructor(
    kernel: Kernel,
    readonly columns: number,
    trees: readonly TreeNodes[],
  ) {
    this.#kernel = kernel;
    this.#values = kernel.floats(batchRows * columns);
    this.#scores = kernel.floats(batchRows);
    const [roots, depths] = [kernel.ints(trees.length), kernel.ints(trees.length)];
    const count = nodeCount(trees);
    const { buffer, byteOffset } = kernel.bytes(nodeBytes * count);
    const [words, thresholds] = [
      new Int32Array(buffer, byteOffset, 4 * count),
      new Float32Array(buffer, byteOffset, 4 * count),
    ];
    const leaves = kernel.floats(count);
    let next = 0;
    for (const [tree, nodes] of trees.entries()) {
      // Breadth first, so that the right child lies behind the left one.
      const order = [0];
      const root = next;
      const depthOf = [0];
      roots[tree] = byteOffset + nodeBytes * root;
      for (let at = 0; at < order.length; at++, next++) {
        const node = order[at]!;
        const isLeaf = nodes.left[node] === node;
        depths[tree] = depthOf[at]!;
        thresholds[4 * next] = isLeaf ? Number.NaN : nodes.threshold[node]!;
        words[4 * next + 1] = isLeaf ? 0 : 4 * nodes.feature[node]!;
        words[4 * next + 2] = byteOffset + nodeBytes * (isLeaf ? next : root + order.length);
        words[4 * next + 3] = isLeaf || nodes.defaultLeft[node] ? 0 : nodeBytes;
        leaves[next] = nodes.value[node]!;
        if (isLeaf) continue;
        order.push(nodes.left[node]!, nodes.right[node]!);
        depthOf.push(depthOf[at]! + 1, depthOf[at]! + 1);
      }
    }
    const places = [roots, depths, words, leaves, this.#scores].map((array) => array.byteOffset);
    this.#args = [columns, trees.length, ...places];
  }

  /** @throws InputError when the trees do not fit into memory. */
  static async open(trees: readonly TreeNodes[], columns: number): Promise<TreePredictor> {
    const count = nodeCount(trees);
    const bytes = bytesFor(
      ...[4 * batchRows * columns, 4 * batchRows, 4 * trees.length, 4 * trees.length, nodeBytes * count, 4 * count],
    );
    const kernel = await openKernel({ shared: built.shared, single: built.single }, bytes);
    return new TreePredictor(kernel, columns, trees);
  }

  /** Adds to each row's score the values of its leaves, tree after tree. `values` are rows of all columns. */
  addTo(scores: Float32Array, values: Float32Array): void {
    const { columns } = this;
    for (let from = 0; from < scores.length; from += batchRows) {
      const to = Math.min(scores.length, from + batchRows);
      this.#values.set(values.subarray(from * columns, to * columns));
      this.#scores.set(scores.subarray(from, to));
      this.#kernel.call('predict', to - from, this.#values.byteOffset, ...this.#args);
      scores.set(this.#scores.subarray(0, to - from), from);
    }
  }
}

const nodeCount = (trees: readonly TreeNodes[]): number => trees.reduce((sum, { left }) => sum + left.length, 0);
