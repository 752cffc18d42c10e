import { packLists } from '../../data/index.js';
import type { WorkContext } from '../base/recommender.js';
import type { VectorIndex } from './contract.js';
import { exactIndex } from './exact-index.js';

/**
 * The share of the exactly best `k` items that an index finds, nothing excluded.
 * @param queries count × factors, row after row.
 */
export async function recallOf(
  index: VectorIndex,
  items: Float32Array,
  factors: number,
  queries: Float32Array,
  k: number,
  context: Partial<WorkContext>,
): Promise<number> {
  const count = queries.length / factors;
  const nothing = packLists(Array.from({ length: count }, () => []));
  const exact = await (await exactIndex(items, factors)).search(queries, k, nothing, context);
  const found = await index.search(queries, k, nothing, context);
  let [hits, best] = [0, 0];
  for (let query = 0; query < count; query++) {
    const row = new Set(found.items.subarray(query * k, (query + 1) * k));
    for (const item of exact.items.subarray(query * k, (query + 1) * k)) {
      if (item < 0) break;
      best++;
      if (row.has(item)) hits++;
    }
  }
  return best === 0 ? 1 : hits / best;
}
