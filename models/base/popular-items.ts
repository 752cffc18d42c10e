import type { Lists } from '../../data/index.js';
import { popularityOrder } from '../../features/index.js';
import { Exclusion } from './exclusion.js';
import type { Rankings } from './recommender.js';

/** The items of positive popularity, the most popular first, ties by item id. @param popularity one entry an item. */
export const popularFirst = (popularity: Float64Array): Int32Array =>
  popularityOrder(popularity).filter((item) => popularity[item]! > 0);

/** The most popular items, sorted once and reused for every query. */
export class PopularItems {
  readonly #excluded: Exclusion;

  /**
   * @param popularity one entry an item; items of 0 are never recommended.
   * @param order as {@link popularFirst} returns it.
   */
  constructor(
    readonly popularity: Float64Array,
    readonly order: Int32Array = popularFirst(popularity),
  ) {
    this.#excluded = new Exclusion(popularity.length);
  }

  /** Overwrites one query's row with the most popular items that are not excluded. */
  fill({ items, scores, k }: Rankings, query: number, exclude: Lists): void {
    this.#excluded.set(exclude, query);
    const end = (query + 1) * k;
    let at = query * k;
    for (let place = 0; place < this.order.length && at < end; place++) {
      const item = this.order[place]!;
      if (this.#excluded.has(item)) continue;
      items[at] = item;
      scores[at++] = this.popularity[item]!;
    }
    items.fill(-1, at, end);
    scores.fill(Number.NEGATIVE_INFINITY, at, end);
  }

  /** Writes the scores that {@link fill} gives the items of list `query`, at their positions; −Infinity for the others. */
  score(asked: Lists, query: number, exclude: Lists, scores: Float64Array): void {
    this.#excluded.set(exclude, query);
    for (let at = asked.offsets[query]!; at < asked.offsets[query + 1]!; at++) {
      const item = asked.values[at]!;
      const isGiven = this.popularity[item]! > 0 && !this.#excluded.has(item);
      scores[at] = isGiven ? this.popularity[item]! : Number.NEGATIVE_INFINITY;
    }
  }
}
