import type { Lists } from '../../data/index.js';
import type { Rankings, WorkOptions } from '../base/recommender.js';

/** An index of item vectors, searched by largest inner product. */
export interface VectorIndex {
  /**
   * Ranks the items for each query vector by inner product, ties by the smaller item id.
   *
   * Items with a zero vector are not ranked, since nothing is known of them; a zero query gets an empty row.
   * @param queries count × factors, row after row.
   * @param exclude list `i`: the items that must not be returned for query `i`, ascending.
   * @throws InputError when a query is not finite.
   */
  search(queries: Float32Array, k: number, exclude: Lists, work?: Partial<WorkOptions>): Promise<Rankings>;

  /** The scores of given items, equal to those of a search; −Infinity for items it would not find. See `VectorScores`. */
  score(queries: Float32Array, items: Lists, exclude: Lists): Float64Array;
}

export type SearchKind = 'exact' | 'hnsw';

/** An index within a model's state: plain values and typed arrays, without the item vectors. */
export type IndexState = { readonly kind: 'exact' } | HnswState;

export interface HnswState {
  readonly kind: 'hnsw';
  readonly version: number;
  /** The number of candidates that a search keeps; the graph's own format does not store it. */
  readonly ef: number;
  /** The graph as hnswlib writes it. */
  readonly graph: Uint8Array;
}
