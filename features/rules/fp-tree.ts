import type { Lists } from '../../data/index.js';

/**
 * An FP-tree: each basket is a path from the root through its items, and baskets share the beginnings of their paths.
 *
 * Its items have ranks from 0. Ranks ascend along each path. Nodes are numbered by rank: those of an item are
 * `start[rank] … start[rank + 1]`. So a parent's number is below its children's, and an item's nodes need no links.
 */
export interface FpTree {
  /** Of each rank: the dense item, and the number of baskets that hold it. */
  readonly items: Int32Array;
  readonly counts: Int32Array;
  readonly start: Int32Array;
  /** Of each node: its rank, its parent (−1: the root), and the number of baskets whose path leads through it. */
  readonly rank: Int32Array;
  readonly parent: Int32Array;
  readonly count: Int32Array;
}

/** The tree of all baskets over some of their items, ranked in the order given. */
export function treeOf(baskets: Lists, items: Int32Array): FpTree {
  const { offsets, values: basket } = basketsByRank(baskets, items);
  const builder = new TreeBuilder(items.length, basket.length);
  const end = new Int32Array(baskets.offsets.length - 1).fill(-1); // where each basket's path ends so far
  for (let rank = 0; rank < items.length; rank++) {
    builder.startRank(items[rank]!);
    for (let at = offsets[rank]!; at < offsets[rank + 1]!; at++) {
      const of = basket[at]!;
      if (!builder.isOfRank(end[of]!)) end[of] = builder.add(end[of]!, 1);
    }
  }
  return builder.tree();
}

/** List `rank` has the baskets that hold the item of this rank, each as often as it holds it. */
function basketsByRank({ offsets: from, values: items }: Lists, ranked: Int32Array): Lists {
  const rankOf = new Int32Array(items.reduce((most, item) => Math.max(most, item), -1) + 1).fill(-1);
  for (let rank = 0; rank < ranked.length; rank++) rankOf[ranked[rank]!] = rank;
  const offsets = new Int32Array(ranked.length + 1);
  for (let at = 0; at < items.length; at++) {
    const rank = rankOf[items[at]!]!;
    if (rank >= 0) offsets[rank + 1]!++;
  }
  for (let rank = 0; rank < ranked.length; rank++) offsets[rank + 1]! += offsets[rank]!;
  const next = offsets.slice(0, ranked.length);
  const values = new Int32Array(offsets[ranked.length]!);
  for (let basket = 0; basket + 1 < from.length; basket++)
    for (let at = from[basket]!; at < from[basket + 1]!; at++) {
      const rank = rankOf[items[at]!]!;
      if (rank >= 0) values[next[rank]!++] = basket;
    }
  return { offsets, values };
}

/** Makes the conditional trees of a tree, of those trees, and so on. */
export class ConditionalTrees {
  // By node of the tree at hand: the baskets that pass it on their way to the item, and its number in the new tree.
  readonly #weight: Int32Array;
  readonly #copy: Int32Array;
  readonly #reached: Int32Array;
  // By rank: the baskets that hold the item of that rank, too.
  readonly #total: Int32Array;

  /** @param largest the tree that all others come from. */
  constructor(largest: FpTree) {
    const nodes = largest.rank.length;
    this.#weight = new Int32Array(nodes);
    this.#copy = new Int32Array(nodes);
    this.#reached = new Int32Array(nodes);
    this.#total = new Int32Array(largest.items.length);
  }

  /** The tree of the baskets that hold the item of rank `given`, over the items of lower ranks that at least `least` of these baskets hold. */
  of(tree: FpTree, given: number, least: number): FpTree {
    const { items, rank, parent } = tree;
    const [weight, copy, total] = [this.#weight, this.#copy, this.#total];
    const reached = this.#climb(tree, given);
    for (let i = 0; i < reached.length; i++) total[rank[reached[i]!]!]! += weight[reached[i]!]!;
    const builder = this.#builderFor(tree, reached, least);
    let last = -1;
    for (let i = 0; i < reached.length; i++) {
      const node = reached[i]!;
      const of = rank[node]!;
      const above = parent[node]! < 0 ? -1 : copy[parent[node]!]!;
      if (total[of]! < least) {
        copy[node] = above;
        continue;
      }
      if (of !== last) builder.startRank(items[of]!);
      last = of;
      copy[node] = builder.add(above, weight[node]!);
    }
    for (let i = 0; i < reached.length; i++) {
      total[rank[reached[i]!]!] = 0;
      weight[reached[i]!] = 0;
    }
    return builder.tree();
  }

  /** The nodes above those of an item, ascending; counts for each how many baskets pass it on the way to the item. */
  #climb({ start, parent, count }: FpTree, given: number): Int32Array {
    const [weight, reached] = [this.#weight, this.#reached];
    let size = 0;
    for (let node = start[given]!; node < start[given + 1]!; node++)
      for (let above = parent[node]!; above >= 0; above = parent[above]!) {
        if (weight[above] === 0) reached[size++] = above;
        weight[above]! += count[node]!;
      }
    return reached.subarray(0, size).sort();
  }

  #builderFor({ rank }: FpTree, reached: Int32Array, least: number): TreeBuilder {
    let [ranks, nodes, last] = [0, 0, -1];
    for (let i = 0; i < reached.length; i++) {
      const of = rank[reached[i]!]!;
      if (this.#total[of]! < least) continue;
      nodes++;
      if (of !== last) ranks++;
      last = of;
    }
    return new TreeBuilder(ranks, nodes);
  }
}

/** Builds a tree rank by rank, so that all parents are there before their children. */
class TreeBuilder {
  readonly #items: Int32Array;
  readonly #counts: Int32Array;
  readonly #start: Int32Array;
  readonly #rank: Int32Array;
  readonly #parent: Int32Array;
  readonly #count: Int32Array;
  /** The newest child of the root, then of each node; −1 for none. */
  readonly #newest: Int32Array;
  #ranks = 0;
  #nodes = 0;

  constructor(ranks: number, mostNodes: number) {
    this.#items = new Int32Array(ranks);
    this.#counts = new Int32Array(ranks);
    this.#start = new Int32Array(ranks + 1);
    this.#rank = new Int32Array(mostNodes);
    this.#parent = new Int32Array(mostNodes);
    this.#count = new Int32Array(mostNodes);
    this.#newest = new Int32Array(mostNodes + 1).fill(-1);
  }

  startRank(item: number): void {
    this.#items[this.#ranks] = item;
    this.#start[this.#ranks++] = this.#nodes;
    this.#start[this.#ranks] = this.#nodes;
  }

  isOfRank(node: number): boolean {
    return node >= this.#start[this.#ranks - 1]!;
  }

  /** Leads `baskets` from a node (−1: the root) on to the child of the present rank, and returns this. */
  add(parent: number, baskets: number): number {
    let node = this.#newest[parent + 1]!;
    if (!this.isOfRank(node)) {
      node = this.#nodes++;
      this.#newest[parent + 1] = node;
      this.#rank[node] = this.#ranks - 1;
      this.#parent[node] = parent;
      this.#start[this.#ranks] = this.#nodes;
    }
    this.#count[node]! += baskets;
    this.#counts[this.#ranks - 1]! += baskets;
    return node;
  }

  tree(): FpTree {
    const nodes = (column: Int32Array) => column.subarray(0, this.#nodes);
    return {
      ...{ items: this.#items, counts: this.#counts, start: this.#start },
      ...{ rank: nodes(this.#rank), parent: nodes(this.#parent), count: nodes(this.#count) },
    };
  }
}
