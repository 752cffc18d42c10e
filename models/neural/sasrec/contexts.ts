import { type Lists, packLists, seededRandom } from '../../../data/index.js';
import { contextItems, type Queries, queryCount } from '../../base/recommender.js';

/**
 * The last items of each query's context that occurred in training.
 * @param counts how often each item occurred in training; items with a count of 0, or beyond the array, are skipped.
 */
export function contextsOf(queries: Queries, counts: Float64Array, maxLength: number): Lists {
  const known = (query: number) => contextItems(queries, query).filter((item) => counts[item]! > 0);
  return packLists(Array.from({ length: queryCount(queries) }, (_, query) => known(query).subarray(-maxLength)));
}

/** Contexts that the recall of `hnsw` is measured on. */
const sampleSize = 200;

/** Contexts like those of later queries: one item each, drawn by a seed from the items that occurred in training. */
export function singleItems(counts: Float64Array, seed: number): Lists {
  const random = seededRandom(seed);
  const known = Array.from(counts.keys()).filter((item) => counts[item]! > 0);
  return packLists(Array.from({ length: sampleSize }, () => [known[random.int(known.length)]!]));
}
