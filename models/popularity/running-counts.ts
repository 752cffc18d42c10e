import { contextItems, type Queries } from '../base/recommender.js';

/**
 * The count of each item in the current query's context. Within a session each context extends the previous one, so only its new events
 * are counted: a session is read once, however many queries it has.
 */
export class RunningCounts {
  /** One entry an item. */
  readonly of: Int32Array;
  /** The distinct items of the context, in the order of their first event. */
  readonly held: number[] = [];
  #from = 0;
  #to = 0;

  constructor(items: number) {
    this.of = new Int32Array(items);
  }

  /** Clears all counts; must be called before the first query of a batch. */
  clear(): void {
    for (const item of this.held) this.of[item] = 0;
    this.held.length = 0;
    this.#to = this.#from;
  }

  /**
   * Moves to a query of the batch.
   * @returns whether its context extends the previous one, and the known items to add for it: those of its new events if it does, of all
   * its events otherwise.
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
