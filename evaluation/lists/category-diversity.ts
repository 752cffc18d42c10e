import { atEach, listCount, listLength } from './list-metric.js';

/**
 * Intra-list diversity by category: the share of the pairs of listed items that have different categories. Items of
 * unknown category are skipped; a list with fewer than two other items has no value.
 *
 * Categories 1 1 2 −1: of the pairs (1,1) (1,2) (1,2) two differ, so 2/3.
 *
 * Source: Ziegler et al. 2005, "Improving recommendation lists through topic diversification"; distance 0 or 1.
 */
export const categoryDiversity = atEach((rankings, { category }, k) => {
  const values = new Float64Array(listCount(rankings)).fill(Number.NaN);
  if (!category) return values;
  const known = new Int32Array(Math.min(k, rankings.k));
  for (let query = 0; query < values.length; query++) {
    const start = query * rankings.k;
    const end = start + listLength(rankings, query, k);
    let size = 0;
    let different = 0;
    for (let i = start; i < end; i++) {
      const own = category[rankings.items[i]!]!;
      if (own < 0) continue;
      for (let other = 0; other < size; other++) if (known[other] !== own) different++;
      known[size++] = own;
    }
    if (size > 1) values[query] = different / ((size * (size - 1)) / 2);
  }
  return values;
});
