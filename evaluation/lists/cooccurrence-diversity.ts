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
 * the item of more visitors, by walking through the visitors of the other.
 */
export const cooccurrenceDiversity: ListMetric = (rankings, { items, visitors, pairs }, k) => {
  const { items: listed, k: stored } = rankings;
  const values = new Float64Array(listCount(rankings));
  const ends = Int32Array.from(values, (_, query) => query * stored + listLength(rankings, query, k));
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
        values[query]! += distance[other]!;
      }
    }
  }
  for (let query = 0; query < values.length; query++) {
    const length = ends[query]! - query * stored;
    values[query] = length > 1 ? values[query]! / ((length * (length - 1)) / 2) : Number.NaN;
  }
  return values;
};
