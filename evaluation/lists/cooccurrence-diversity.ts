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
 * Goes item by item, not list by list: an item's co-occurrences are counted once, into one dense array, for all lists.
 */
export const cooccurrenceDiversity: ListMetric = (rankings, { items, pairs }, k) => {
  const { items: listed, k: stored } = rankings;
  const values = new Float64Array(listCount(rankings));
  const ends = Int32Array.from(values, (_, query) => query * stored + listLength(rankings, query, k));
  const key = Int32Array.from(listed, (item, at) => (at < ends[Math.floor(at / stored)]! ? item : items));
  const places = groupBy(key, items + 1);
  const visitors = (item: number) => pairs.byItem.offsets[item + 1]! - pairs.byItem.offsets[item]!;
  const together = new Int32Array(items);

  for (let item = 0; item < items; item++) {
    const at = listAt(places, item);
    if (at.length === 0) continue;
    const own = visitors(item);
    for (const visitor of listAt(pairs.byItem, item)) {
      for (const other of listAt(pairs.byVisitor, visitor)) together[other]!++;
    }
    for (const place of at) {
      const query = Math.floor(place / stored);
      for (let next = place + 1; next < ends[query]!; next++) {
        const other = listed[next]!;
        const both = together[other]!;
        values[query]! += both ? 1 - both / Math.sqrt(own * visitors(other)) : 1;
      }
    }
    for (const visitor of listAt(pairs.byItem, item)) {
      for (const other of listAt(pairs.byVisitor, visitor)) together[other] = 0;
    }
  }
  for (let query = 0; query < values.length; query++) {
    const length = ends[query]! - query * stored;
    values[query] = length > 1 ? values[query]! / ((length * (length - 1)) / 2) : Number.NaN;
  }
  return values;
};
