import type { WorkContext } from './recommender.js';
import type { IndexState, SearchKind, VectorIndex } from './vector-index/contract.js';
import { ExactIndex } from './vector-index/exact-index.js';

export type { IndexState, SearchKind, VectorIndex } from './vector-index/contract.js';
export { similarVectors } from './vector-index/similar-vectors.js';

/**
 * Makes item vectors searchable, at the end of a model's fit.
 *
 * A model saves `await index.state()` beside its item vectors, and makes the index again by {@link restoreIndex} when it is
 * loaded.
 * @param items count × factors, row after row.
 * @throws InputError when a vector is not finite.
 */
export async function vectorIndex(
  _kind: SearchKind,
  items: Float32Array,
  factors: number,
  _context: Partial<WorkContext> = {},
): Promise<VectorIndex> {
  return new ExactIndex(items, factors);
}

/**
 * Makes an index again from what its `state` gave and the same item vectors.
 * @throws InputError when another version saved it.
 */
export async function restoreIndex(_state: IndexState, items: Float32Array, factors: number): Promise<VectorIndex> {
  return new ExactIndex(items, factors);
}
