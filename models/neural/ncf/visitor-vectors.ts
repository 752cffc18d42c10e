import { listAt, transposed, type WeightedLists } from '../../../data/index.js';
import { type Queries, queryCount } from '../../base/recommender.js';

/** Embeddings of visitors: learnt for those in training, derived from their items for others. */
export class VisitorVectors {
  readonly #items: Float32Array;
  readonly #everyone: Float32Array;

  /**
   * @param trained visitors × width.
   * @param matrix the training data: the visitors' items and their weights.
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
   * A known visitor's history is answered by the embedding learnt for them. A session, or an unseen visitor, gets a mean over its
   * items, weighted as in `contexts`, of the mean embedding of those who had the item; without items, the mean of all visitors.
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

/** The weighted mean of the vectors named in each list; zeros for an empty list. */
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
