import type { Exclusion } from './exclusion.js';
import type { TopK } from './rankings.js';
import type { Rankings } from './recommender.js';

/** Sums scores over the few items that a query touches, one query at a time. */
export class ItemScores {
  readonly #score: Float64Array;
  readonly #touched: Int32Array;
  #size = 0;

  constructor(items: number) {
    this.#score = new Float64Array(items);
    this.#touched = new Int32Array(items);
  }

  /** Whether the sources of the amounts are recorded; if not, {@link because} need not be called. */
  get traces(): boolean {
    return false;
  }

  /**
   * Sets the causes of the amounts added from now on.
   * @param causes numbers that the model defines, e.g. items of the context.
   * @param shares the share of each cause; 1 for a single one.
   */
  because(_causes: readonly number[], _shares: readonly number[] = [1]): void {}

  /** Adds a positive amount to an item's score; other amounts are ignored. */
  add(item: number, amount: number): void {
    if (!(amount > 0)) return;
    if (this.#score[item] === 0) this.#touched[this.#size++] = item;
    this.#score[item]! += amount;
  }

  /** Adds its own amount, at least 0, to each item that has a score. */
  addToScored(amounts: ArrayLike<number>): void {
    for (let i = 0; i < this.#size; i++) this.#score[this.#touched[i]!]! += amounts[this.#touched[i]!]!;
  }

  /** An item's score; −Infinity where it has none. */
  of(item: number): number {
    return this.#score[item]! > 0 ? this.#score[item]! : Number.NEGATIVE_INFINITY;
  }

  /** Clears all scores. */
  clear(): void {
    for (let i = 0; i < this.#size; i++) this.#score[this.#touched[i]!] = 0;
    this.#size = 0;
  }

  /** Writes the best items that are not excluded into one query's row, then clears all scores. */
  drain(excluded: Exclusion, best: TopK, rankings: Rankings, query: number): void {
    for (let i = 0; i < this.#size; i++) {
      const item = this.#touched[i]!;
      if (!excluded.has(item)) best.offer(item, this.#score[item]!);
      this.#score[item] = 0;
    }
    this.#size = 0;
    best.drain(rankings.items, rankings.scores, query * rankings.k);
  }
}
