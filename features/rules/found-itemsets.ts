import { packLists } from '../../data/index.js';
import type { Itemsets } from './itemsets.js';

interface Found {
  /** Ascending. */
  readonly items: readonly number[];
  readonly count: number;
}

/**
 * Collects itemsets as they are found, in any order, and keeps the `most` first of them at most.
 *
 * Those in more baskets come first, among equals the shorter: an itemset's grade is `count · maxLength + maxLength − length`. Of a
 * grade all are kept or none, so what is kept does not depend on the order of finding. It never holds more than 2 · `most`.
 */
export class FoundItemsets {
  readonly #most: number;
  readonly #maxLength: number;
  #leastGrade: number;
  #isCut = false;
  #found: Found[] = [];

  constructor(most: number, maxLength: number, leastCount: number) {
    this.#most = most;
    this.#maxLength = maxLength;
    this.#leastGrade = leastCount * maxLength;
  }

  /** The least number of baskets with which an itemset of this length can still be kept. It only rises. */
  leastCount(length: number): number {
    return Math.ceil((this.#leastGrade + length) / this.#maxLength) - 1;
  }

  /** Keeps an itemset unless its grade is too low. Items in any order. */
  add(items: Int32Array, count: number): void {
    if (count < this.leastCount(items.length)) return;
    this.#found.push({ items: [...items].sort((a, b) => a - b), count });
    if (this.#found.length === 2 * this.#most) this.#keepMost();
  }

  /** What is kept, in order. */
  itemsets(baskets: number): Itemsets {
    if (this.#found.length > this.#most) this.#keepMost();
    const found = this.#found.sort(inOrder);
    const [least, longest] = [this.#leastGrade, this.#maxLength];
    return {
      ...packLists(found.map(({ items }) => items)),
      counts: Int32Array.from(found, ({ count }) => count),
      baskets,
      ...(this.#isCut && {
        cut: { minSupport: Math.floor(least / longest) / baskets, maxLength: longest - (least % longest) },
      }),
    };
  }

  #grade({ items, count }: Found): number {
    return count * this.#maxLength + this.#maxLength - items.length;
  }

  /** Raises the least grade until no more than `most` reach it. */
  #keepMost(): void {
    const grades = Float64Array.from(this.#found, (one) => this.#grade(one)).sort();
    this.#leastGrade = grades.at(-1 - this.#most)! + 1;
    this.#isCut = true;
    this.#found = this.#found.filter((one) => this.#grade(one) >= this.#leastGrade);
  }
}

function inOrder(a: Found, b: Found): number {
  if (a.count !== b.count) return b.count - a.count;
  return a.items.length - b.items.length || compareItems(a.items, b.items);
}

/** Below 0 where the first of two itemsets of one length has the lower item at their first difference. */
export function compareItems(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((item, i) => item !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
