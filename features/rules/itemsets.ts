import type { Lists } from '../../data/index.js';

/**
 * Itemsets, each with its dense items ascending. Those in more baskets come first, among equals the shorter, among these the one
 * with the lower first differing item. With an itemset all its subsets are there.
 */
export interface Itemsets extends Lists {
  /** Of each itemset: the number of baskets that hold all its items. Its support is this number divided by `baskets`. */
  readonly counts: Int32Array;
  /** The number of all baskets. */
  readonly baskets: number;
  /** What is in force instead of the settings where these have more than `most` itemsets; absent where none is missing. */
  readonly cut?: ItemsetsCut;
}

/** All itemsets of a support above `minSupport` are there, and those of exactly `minSupport` up to `maxLength` items. */
export interface ItemsetsCut {
  readonly minSupport: number;
  readonly maxLength: number;
}
