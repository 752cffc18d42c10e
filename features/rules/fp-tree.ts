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

/** Counts the items beside a given one, and makes conditional trees: those of a tree, of these trees, and so on. */
export class ConditionalTrees {
  // By node: the baskets that pass it on their way to the given item, the next node met of its rank, its number in the new tree.
  readonly #weight: Int32Array;
  readonly #next: Int32Array;
  readonly #copy: Int32Array;
  // By rank: the baskets that hold its item beside the given one (0: not met), and the first node met.
  readonly #total: Int32Array;
  readonly #first: Int32Array;
  readonly #ranks: Int32Array;
  #met: Int32Array;

  /** @param largest the tree that all others come from. */
  constructor(largest: FpTree) {
    const [nodes, ranks] = [largest.rank.length, largest.items.length];
    this.#weight = new Int32Array(nodes);
    this.#next = new Int32Array(nodes);
    this.#copy = new Int32Array(nodes);
    this.#total = new Int32Array(ranks);
    this.#first = new Int32Array(ranks);
    this.#ranks = new Int32Array(ranks);
    this.#met = this.#ranks.subarray(0, 0);
  }

  /** Climbs from the nodes of the item of rank `given` to the root. Returns the ranks met, ascending, until the next call. */
  climb({ start, rank, parent, count }: FpTree, given: number): Int32Array {
    this.#forget();
    const [weight, next, total, first, ranks] = [this.#weight, this.#next, this.#total, this.#first, this.#ranks];
    let met = 0;
    for (let node = start[given]!; node < start[given + 1]!; node++) {
      const baskets = count[node]!;
      for (let above = parent[node]!; above >= 0; above = parent[above]!) {
        const of = rank[above]!;
        if (total[of] === 0) {
          ranks[met++] = of;
          first[of] = -1;
        }
        total[of]! += baskets;
        if (weight[above] === 0) {
          next[above] = first[of]!;
          first[of] = above;
        }
        weight[above]! += baskets;
      }
    }
    this.#met = ranks.subarray(0, met).sort();
    return this.#met;
  }

  /** The number of baskets that hold the given item of the last climb and the item of a rank that it met. */
  count(rank: number): number {
    return this.#total[rank]!;
  }

  /** The tree of the baskets that the last climb in `tree` met, over the items that at least `least` of them hold. */
  met({ items, parent }: FpTree, least: number): FpTree {
    const [weight, next, copy] = [this.#weight, this.#next, this.#copy];
    const builder = new TreeBuilder(this.#met.length, this.#nodesFrom(least));
    for (const rank of this.#met) {
      const isKept = this.#total[rank]! >= least;
      if (isKept) builder.startRank(items[rank]!);
      for (let node = this.#first[rank]!; node >= 0; node = next[node]!) {
        const above = parent[node]! < 0 ? -1 : copy[parent[node]!]!;
        copy[node] = isKept ? builder.add(above, weight[node]!) : above;
      }
    }
    return builder.tree();
  }

  #nodesFrom(least: number): number {
    let nodes = 0;
    for (const rank of this.#met)
      if (this.#total[rank]! >= least) for (let node = this.#first[rank]!; node >= 0; node = this.#next[node]!) nodes++;
    return nodes;
  }

  #forget(): void {
    for (const rank of this.#met) {
      for (let node = this.#first[rank]!; node >= 0; node = this.#next[node]!) this.#weight[node] = 0;
      this.#total[rank] = 0;
    }
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

  constructor(mostRanks: number, mostNodes: number) {
    this.#items = new Int32Array(mostRanks);
    this.#counts = new Int32Array(mostRanks);
    this.#start = new Int32Array(mostRanks + 1);
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
    const ranks = (column: Int32Array) => column.subarray(0, this.#ranks);
    const nodes = (column: Int32Array) => column.subarray(0, this.#nodes);
    return {
      ...{ items: ranks(this.#items), counts: ranks(this.#counts), start: this.#start },
      ...{ rank: nodes(this.#rank), parent: nodes(this.#parent), count: nodes(this.#count) },
    };
  }
}
