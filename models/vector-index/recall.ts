import { packLists, seededRandom } from '../../data/index.js';
import type { WorkContext } from '../recommender.js';
import type { VectorIndex } from './contract.js';
import { exactIndex } from './exact-index.js';

/**
 * The share of the exactly best `k` items that an index finds, nothing excluded, over `count` of the sample's vectors drawn
 * with `context.seed`.
 * @param sample vectors of queries, count × factors, row after row.
 */
export async function recallOf(
  index: VectorIndex,
  items: Float32Array,
  factors: number,
  sample: Float32Array,
  { k, count }: { k: number; count: number },
  context: Partial<WorkContext>,
): Promise<number> {
  const random = seededRandom(context.seed ?? 0);
  const queries = new Float32Array(count * factors);
  for (let query = 0; query < count; query++) {
    const drawn = random.int(sample.length / factors);
    queries.set(sample.subarray(drawn * factors, (drawn + 1) * factors), query * factors);
  }
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
