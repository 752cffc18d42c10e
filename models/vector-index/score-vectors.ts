import type { Lists } from '../../data/index.js';
import { Exclusion } from '../base/exclusion.js';
import { innerProduct } from '../kernels/index.js';

/** Scores given query–item pairs as searches of the same item vectors do. */
export class VectorScores {
  readonly #excluded: Exclusion;

  /** @param items count × factors, row after row. */
  constructor(
    readonly items: Float32Array,
    readonly factors: number,
  ) {
    this.#excluded = new Exclusion(items.length / factors);
  }

  /**
   * The inner product of each query with the items of its list, equal to a search's bit for bit; −Infinity for pairs that no
   * search finds: an excluded, unknown or zero item, or a zero query.
   * @param queries count × factors, row after row.
   */
  of(queries: Float32Array, asked: Lists, exclude: Lists): Float64Array {
    const { items, factors } = this;
    const scores = new Float64Array(asked.values.length).fill(Number.NEGATIVE_INFINITY);
    for (let query = 0; query + 1 < asked.offsets.length; query++) {
      const vector = queries.subarray(query * factors, (query + 1) * factors);
      if (isZero(vector)) continue;
      this.#excluded.set(exclude, query);
      for (let at = asked.offsets[query]!; at < asked.offsets[query + 1]!; at++) {
        const item = asked.values[at]!;
        const own = items.subarray(item * factors, (item + 1) * factors);
        if (own.length > 0 && !this.#excluded.has(item) && !isZero(own)) scores[at] = innerProduct(vector, own);
      }
    }
    return scores;
  }
}

const isZero = (vector: Float32Array): boolean => vector.every((value) => value === 0);
