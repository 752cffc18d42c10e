import { topKItems } from '../kernels/index.js';
import type { VectorIndex } from './contract.js';
import { VectorScores } from './score-vectors.js';

/**
 * Finds exactly the items with the largest inner products: the kernel `top-k`, which ends a search where all further items
 * are too short to matter.
 *
 * On the factors that ALS learns from a shop's log that takes a quarter (alpha 1) to a third (alpha 40) of the time of going
 * through every item, and no longer than that where all items are of one length and none can be left out: so it is not an option.
 * @throws InputError when a vector is not finite.
 */
export async function exactIndex(items: Float32Array, factors: number): Promise<VectorIndex> {
  const vectors = await topKItems(items, factors);
  const scores = new VectorScores(items, factors);
  return {
    search: (queries, k, exclude, work) => vectors.search(queries, k, exclude, work),
    score: (queries, asked, exclude) => scores.of(queries, asked, exclude),
  };
}
