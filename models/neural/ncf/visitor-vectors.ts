import { listAt, transposed, type WeightedLists } from '../../../data/index.js';
import { type Queries, queryCount } from '../../base/recommender.js';

/** Embeddings of visitors: those that training gave, and those of others by their items. */
export class VisitorVectors {
  readonly #items: Float32Array;
  readonly #everyone: Float32Array;

  /**
   * @param trained visitors × width.
   * @param matrix what they were trained on: the visitors' items and what these are worth.
   */
  constructor(
    readonly trained: Float32Array,
    readonly width: number,
    readonly matrix: WeightedLists,
    items: number,
  ) {
    this.#items = means(transposed(matrix, items), trained, width);
    const visitors = Int32Array.from({ length: trained.length / width }, (_, visitor) => visitor);
    const values = visitors.filter((visitor) => this.#isTrained(visitor));
    const offsets = Int32Array.of(0, values.length);
    this.#everyone = means({ offsets, values, weights: new Float32Array(values.length).fill(1) }, trained, width);
  }

  #isTrained(visitor: number): boolean {
    return visitor + 1 < this.matrix.offsets.length && listAt(this.matrix, visitor).length > 0;
  }

  /**
   * A known visitor's history is answered by the embedding learnt for them. A session, or an unseen visitor, gets the mean over its
   * items of the mean embedding of those who had the item, each item counting as `contexts` says; without items, the mean of all
   * visitors.
   * @returns queries × width.
   */
  of(queries: Queries, contexts: WeightedLists): Float32Array {
    const { width } = this;
    const vectors = means(contexts, this.#items, width);
    for (let query = 0; query < queryCount(queries); query++) {
      const visitor = queries.visitor[query]!;
      if (queries.scope === 'history' && this.#isTrained(visitor))
        vectors.set(this.trained.subarray(visitor * width, (visitor + 1) * width), query * width);
      else if (listAt(contexts, query).length === 0) vectors.set(this.#everyone, query * width);
    }
    return vectors;
  }
}

/** The mean of the vectors that each list names, weighted; zeros for a list of none. */
function means({ offsets, values, weights }: WeightedLists, vectors: Float32Array, width: number): Float32Array {
  const count = offsets.length - 1;
  const result = new Float32Array(count * width);
  const sum = new Float64Array(width);
  for (let list = 0; list < count; list++) {
    sum.fill(0);
    let total = 0;
    for (let at = offsets[list]!; at < offsets[list + 1]!; at++) {
      const weight = weights[at]!;
      const start = values[at]! * width;
      for (let f = 0; f < width; f++) sum[f]! += weight * vectors[start + f]!;
      total += weight;
    }
    if (total > 0) for (let f = 0; f < width; f++) result[list * width + f] = sum[f]! / total;
  }
  return result;
}
