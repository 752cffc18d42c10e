import { groupBy, listAt } from '../../data/index.js';
import { type ListMetric, listCount, listLength } from './list-metric.js';

/**
 * Intra-list diversity by co-occurrence: the mean over the pairs of listed items of 1 − cosine, where
 * cosine(a, b) = (visitors of both) / √(visitors of a · visitors of b) in train. A list of fewer than two has no value.
 *
 * a and b touched by the visitors {1, 2} and {2, 3, 4, 5}: 1 − 1 / √(2 · 4) = .646.
 *
 * Source: Ziegler et al. 2005, section 3.3, with item–item cosine for similarity (Deshpande, Karypis 2004).
 *
 * Goes item by item, not list by list: an item's visitors are marked once for all lists, and a pair is computed once, under
 * the item of more visitors, by walking through the visitors of the other. It counts at every cut-off that both lie within.
 */
export const cooccurrenceDiversity: ListMetric = (rankings, { items, visitors, pairs }, ks) => {
  const { items: listed, k: stored } = rankings;
  const queries = listCount(rankings);
  const sums = ks.map(() => new Float64Array(queries));
  const deepest = Math.max(...ks);
  const length = Int32Array.from({ length: queries }, (_, query) => listLength(rankings, query, deepest));
  const ends = length.map((own, query) => query * stored + own);
  const key = Int32Array.from(listed, (item, at) => (at < ends[Math.floor(at / stored)]! ? item : items));
  const places = groupBy(key, items + 1);
  const { offsets, values: visitorOf } = pairs.byItem;
  const marked = new Int32Array(visitors).fill(-1); // the item that last marked the visitor
  const paired = new Int32Array(items).fill(-1); // the item that `distance` was last computed to
  const distance = new Float64Array(items);

  for (let item = 0; item < items; item++) {
    const at = listAt(places, item);
    if (at.length === 0) continue;
    const own = offsets[item + 1]! - offsets[item]!;
    for (let i = offsets[item]!; i < offsets[item + 1]!; i++) marked[visitorOf[i]!] = item;
    for (const place of at) {
      const query = Math.floor(place / stored);
      for (let next = query * stored; next < ends[query]!; next++) {
        const other = listed[next]!;
        const others = offsets[other + 1]! - offsets[other]!;
        if (others > own || (others === own && other >= item)) continue;
        if (paired[other] !== item) {
          let both = 0;
          for (let i = offsets[other]!; i < offsets[other + 1]!; i++) if (marked[visitorOf[i]!] === item) both++;
          paired[other] = item;
          distance[other] = both ? 1 - both / Math.sqrt(own * others) : 1;
        }
        const depth = Math.max(place, next) - query * stored;
        for (let i = 0; i < ks.length; i++) if (depth < ks[i]!) sums[i]![query]! += distance[other]!;
      }
    }
  }
  return sums.map((sum, i) =>
    sum.map((total, query) => {
      const listedAt = Math.min(ks[i]!, length[query]!);
      return listedAt > 1 ? total / ((listedAt * (listedAt - 1)) / 2) : Number.NaN;
    }),
  );
};
