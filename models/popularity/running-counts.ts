import { contextItems, type Queries } from '../base/recommender.js';

/**
 * How often the context of the query at hand holds each item. Contexts of one session's queries go on from one another: what the last one
 * held is not counted again, so that a session is gone through once, however many queries it has.
 */
export class RunningCounts {
  /** One entry an item. */
  readonly of: Int32Array;
  /** The items that the context holds, each once, in the order of their first event. */
  readonly held: number[] = [];
  #from = 0;
  #to = 0;

  constructor(items: number) {
    this.of = new Int32Array(items);
  }

  /** Forgets all that was counted: to be called before the first query of a batch. */
  clear(): void {
    for (const item of this.held) this.of[item] = 0;
    this.held.length = 0;
    this.#to = this.#from;
  }

  /**
   * Goes on to a query of the batch.
   * @returns whether its context goes on from the last one, and the known items that are to be added for it: of all its events, or of those
   * that have come since.
   */
  next(queries: Queries, query: number): { readonly goesOn: boolean; readonly items: Int32Array } {
    const from = queries.from[query]!;
    const goesOn = this.#to > this.#from && from === this.#from && queries.to[query]! >= this.#to;
    if (!goesOn) this.clear();
    const since = contextItems(queries, query).subarray(goesOn ? this.#to - from : 0);
    this.#from = from;
    this.#to = queries.to[query]!;
    return { goesOn, items: since.filter((item) => item >= 0 && item < this.of.length) };
  }

  add(item: number): void {
    if (this.of[item]!++ === 0) this.held.push(item);
  }
}
