import type { Lists } from '../../data/index.js';
import type { Rankings, WorkOptions } from '../base/recommender.js';

/** Item vectors, ready to be searched for those with the largest inner products. */
export interface VectorIndex {
  /**
   * Ranks the items for each query vector by inner product, ties by the smaller item id.
   *
   * Items whose vector is zero are not ranked, nothing is known of them; a query that is zero gets an empty row.
   * @param queries count × factors, row after row.
   * @param exclude the items that query `i` must not be given, ascending.
   * @throws InputError when a query is not finite.
   */
  search(queries: Float32Array, k: number, exclude: Lists, work?: Partial<WorkOptions>): Promise<Rankings>;

  /** The scores of given items, as a search has them; −Infinity for what it would not find. See `VectorScores`. */
  score(queries: Float32Array, items: Lists, exclude: Lists): Float64Array;
}

export type SearchKind = 'exact' | 'hnsw';

/** An index within a model's state: plain values and typed arrays, without the item vectors. */
export type IndexState = { readonly kind: 'exact' } | HnswState;

export interface HnswState {
  readonly kind: 'hnsw';
  readonly version: number;
  /** Candidates that a search keeps at a time; the graph's own format has no place for it. */
  readonly ef: number;
  /** The graph as hnswlib writes it. */
  readonly graph: Uint8Array;
}
