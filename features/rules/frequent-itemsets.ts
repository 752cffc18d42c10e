import { InputError } from '../../data/index.js';
import type { Baskets } from './baskets.js';
import { FoundItemsets } from './found-itemsets.js';
import { ConditionalTrees, type FpTree, treeOf } from './fp-tree.js';
import type { Itemsets } from './itemsets.js';

export interface ItemsetParameters {
  /** The least share of the baskets that hold an itemset: above 0, at most 1. */
  readonly minSupport: number;
  /** The largest number of items in an itemset. 4 by default. */
  readonly maxLength?: number;
  /** The largest number of itemsets. 100,000 by default. */
  readonly most?: number;
}

/**
 * Finds the itemsets that are in at least `minSupport` of the baskets, by FP-Growth.
 *
 * Where they are more than `most`, what is found is what a higher support finds, and the result states it (`cut`). The search raises the support
 * as it goes. So it keeps at most 2 · `most` itemsets for each frequent item on its way, and memory grows with the baskets, `maxLength` and `most`
 * alone, not with what there is to find: up to 40 bytes for each item of a basket, 16 more for each length from 3 on, some 400 for each of `most`.
 *
 * Of the baskets {a b} {a b c} {a} and `minSupport` 0.6: {a} in 3, {b} in 2, {a b} in 2.
 * Source: Han, Pei & Yin 2000, "Mining Frequent Patterns without Candidate Generation" (SIGMOD).
 * @throws InputError when a setting is out of its range.
 */
export function frequentItemsets(baskets: Baskets, parameters: ItemsetParameters): Itemsets {
  const { minSupport, maxLength = 4, most = 100_000 } = parameters;
  if (!(minSupport > 0 && minSupport <= 1))
    throw new InputError(`minSupport is ${minSupport}`, {}, 'a share of the baskets above 0, at most 1');
  for (const [name, value] of Object.entries({ maxLength, most }))
    if (!(Number.isSafeInteger(value) && value > 0))
      throw new InputError(`${name} is ${value}`, {}, 'a positive whole number');

  const size = baskets.offsets.length - 1;
  const counts = itemCounts(baskets);
  // No itemset is longer than there are items.
  const found = new FoundItemsets(most, Math.min(maxLength, Math.max(1, counts.length)), leastCount(minSupport, size));
  for (const item of counts.keys()) found.add(Int32Array.of(item), counts[item]!);
  if (maxLength > 1) growAll(treeOf(baskets, ranked(counts, found.leastCount(2))), maxLength, found);
  return found.itemsets(size);
}

/** Finds the itemsets of two items and more. */
function growAll(all: FpTree, maxLength: number, found: FoundItemsets): void {
  const trees = new ConditionalTrees(all);
  const suffix = new Int32Array(Math.min(maxLength, all.items.length));

  /** Extends the first `length` items of the suffix by two items and more of their tree. */
  const grow = (tree: FpTree, length: number): void => {
    // From the most frequent item on, so that the least count rises early: this is what bounds the search.
    for (let rank = 1; rank < tree.items.length; rank++) {
      const least = found.leastCount(length + 2);
      if (tree.counts[rank]! < least) continue;
      suffix[length] = tree.items[rank]!;
      let largest = 0;
      for (const other of trees.climb(tree, rank)) {
        const count = trees.count(other);
        if (count < least) continue;
        suffix[length + 1] = tree.items[other]!;
        found.add(suffix.subarray(0, length + 2), count);
        largest = Math.max(largest, count);
      }
      const leastNext = found.leastCount(length + 3);
      if (length + 2 < maxLength && largest >= leastNext) grow(trees.met(tree, leastNext), length + 1);
    }
  };
  grow(all, 0);
}

/** The least number of baskets whose share is at least `minSupport`: 7 for .07 of 100, though .07 · 100 is 7.000000000000001. */
function leastCount(minSupport: number, baskets: number): number {
  const count = Math.max(1, Math.ceil(minSupport * baskets));
  return count > 1 && (count - 1) / baskets >= minSupport ? count - 1 : count;
}

/** The number of baskets that hold each item. */
function itemCounts({ offsets, values }: Baskets): Int32Array {
  const items = values.reduce((bound, item) => Math.max(bound, item + 1), 0);
  const counts = new Int32Array(items);
  const last = new Int32Array(items).fill(-1); // the last basket that held it
  for (let basket = 0; basket + 1 < offsets.length; basket++)
    for (let at = offsets[basket]!; at < offsets[basket + 1]!; at++) {
      const item = values[at]!;
      if (last[item] !== basket) counts[item]!++;
      last[item] = basket;
    }
  return counts;
}

/** The items in at least `least` baskets, those in more of them first, among equals the lower. */
const ranked = (counts: Int32Array, least: number): Int32Array =>
  Int32Array.from(counts.keys())
    .filter((item) => counts[item]! >= least)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
