import { type Lists, listAt } from '../../data/index.js';

/** Marks the excluded items of one query at a time, so that a lookup costs one read. */
export class Exclusion {
  readonly #markedBy: Int32Array;
  #current = 0;

  constructor(items: number) {
    this.#markedBy = new Int32Array(items);
  }

  /** Sets `exclude`'s list of this query as the one that `has` looks up. */
  set(exclude: Lists, query: number): void {
    this.#current++;
    for (const item of listAt(exclude, query)) this.#markedBy[item] = this.#current;
  }

  /** Excludes one more item from this query. */
  add(item: number): void {
    this.#markedBy[item] = this.#current;
  }

  has(item: number): boolean {
    return this.#markedBy[item] === this.#current;
  }
}
