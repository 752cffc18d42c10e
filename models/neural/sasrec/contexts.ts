import { type Lists, packLists, seededRandom } from '../../../data/index.js';
import { contextItems, type Queries, queryCount } from '../../base/recommender.js';

/**
 * The last items of each query's context that were learnt of.
 * @param counts how often each item was learnt of: those that never were are passed over, and those beyond.
 */
export function contextsOf(queries: Queries, counts: Float64Array, maxLength: number): Lists {
  const known = (query: number) => contextItems(queries, query).filter((item) => counts[item]! > 0);
  return packLists(Array.from({ length: queryCount(queries) }, (_, query) => known(query).subarray(-maxLength)));
}

/** Contexts that the recall of `hnsw` is measured on. */
const sampleSize = 200;

/** Contexts like those to come: of one item each, drawn by a seed among those that were learnt of. */
export function singleItems(counts: Float64Array, seed: number): Lists {
  const random = seededRandom(seed);
  const known = Array.from(counts.keys()).filter((item) => counts[item]! > 0);
  return packLists(Array.from({ length: sampleSize }, () => [known[random.int(known.length)]!]));
}
