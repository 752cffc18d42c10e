import { packLists } from '../../data/index.js';
import type { Rankings, WorkOptions } from '../base/recommender.js';
import type { VectorIndex } from './contract.js';
import { exactIndex } from './exact-index.js';

/**
 * The share of the exact best `k` that an index finds, nothing excluded. Items are compared by score: which of several items with equal
 * scores are found makes no difference.
 * @param queries count × factors, row after row.
 */
export async function recallOf(
  index: VectorIndex,
  items: Float32Array,
  factors: number,
  queries: Float32Array,
  k: number,
  work: Partial<WorkOptions>,
): Promise<number> {
  const count = queries.length / factors;
  const nothing = packLists(Array.from({ length: count }, () => []));
  const exact = await (await exactIndex(items, factors)).search(queries, k, nothing, work);
  const found = await index.search(queries, k, nothing, work);
  let [hits, best] = [0, 0];
  for (let query = 0; query < count; query++) {
    const row = (rankings: Rankings) => rankings.scores.subarray(query * k, (query + 1) * k);
    best += row(exact).filter(Number.isFinite).length;
    hits += inBoth(row(exact), row(found));
  }
  return best === 0 ? 1 : hits / best;
}

/** The number of finite scores that two falling lists have in common, counting repeats that occur in both. */
function inBoth(a: Float64Array, b: Float64Array): number {
  let both = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length && Number.isFinite(a[i]!) && Number.isFinite(b[j]!); ) {
    if (a[i] === b[j]) {
      both++;
      i++;
      j++;
    } else if (a[i]! > b[j]!) i++;
    else j++;
  }
  return both;
}
