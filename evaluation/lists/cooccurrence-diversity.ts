import { groupBy, type Lists } from '../../data/index.js';
import type { Rankings } from '../../models/index.js';
import type { Catalogue } from './catalogue.js';
import { type ListMetric, listCount, listLength } from './list-metric.js';

/**
 * Intra-list diversity by co-occurrence: the mean over the pairs of listed items of 1 − cosine, where
 * cosine(a, b) = (visitors of both) / √(visitors of a · visitors of b) in train. A list of fewer than two has no value.
 *
 * a and b touched by the visitors {1, 2} and {2, 3, 4, 5}: 1 − 1 / √(2 · 4) = .646.
 *
 * Source: Ziegler et al. 2005, section 3.3, with item–item cosine for similarity (Deshpande, Karypis 2004).
 *
 * Computed item by item, not list by list: an item's visitors are marked once for all lists. A pair is computed once, under
 * the item with more visitors, by iterating over the other's visitors. It counts at every cut-off that contains both.
 */
export const cooccurrenceDiversity: ListMetric = (rankings, catalogue, ks) => {
  const queries = listCount(rankings);
  const deepest = Math.max(...ks);
  const length = Int32Array.from({ length: queries }, (_, query) => listLength(rankings, query, deepest));
  const sums = sumsOfDistances(rankings, length, catalogue, Int32Array.from(ks));
  return ks.map((k, cut) =>
    Float64Array.from(length, (own, query) => {
      const listed = Math.min(k, own);
      return listed > 1 ? sums[query * ks.length + cut]! / ((listed * (listed - 1)) / 2) : Number.NaN;
    }),
  );
};

/** The sum over the pairs of a list within each cut-off, queries × cut-offs; `length` is the number of items of each list that count. */
function sumsOfDistances(
  { items: listed, k: stored }: Rankings,
  length: Int32Array,
  { items, visitors, pairs }: Catalogue,
  cuts: Int32Array,
): Float64Array {
  const { offsets, values: visitorOf } = pairs.byItem;
  const places = placesByItem(listed, stored, length, items);
  const popularity = new Int32Array(items);
  for (let item = 0; item < items; item++) popularity[item] = offsets[item + 1]! - offsets[item]!;
  const marked = new Int32Array(visitors).fill(-1); // the item that last marked the visitor
  const paired = new Int32Array(items).fill(-1); // the item that `distance` was last computed to
  const distance = new Float64Array(items);
  const sums = new Float64Array(length.length * cuts.length);

  for (let item = 0; item < items; item++) {
    const last = places.offsets[item + 1]!;
    if (places.offsets[item] === last) continue;
    const own = popularity[item]!;
    for (let i = offsets[item]!; i < offsets[item + 1]!; i++) marked[visitorOf[i]!] = item;
    for (let at = places.offsets[item]!; at < last; at++) {
      const place = places.values[at]!;
      const query = Math.floor(place / stored);
      const start = query * stored;
      const end = start + length[query]!;
      for (let next = start; next < end; next++) {
        const other = listed[next]!;
        const others = popularity[other]!;
        if (others > own || (others === own && other >= item)) continue;
        if (paired[other] !== item) {
          let both = 0;
          for (let i = offsets[other]!; i < offsets[other + 1]!; i++) if (marked[visitorOf[i]!] === item) both++;
          paired[other] = item;
          distance[other] = both ? 1 - both / Math.sqrt(own * others) : 1;
        }
        const depth = (place > next ? place : next) - start;
        for (let cut = 0; cut < cuts.length; cut++)
          if (depth < cuts[cut]!) sums[query * cuts.length + cut]! += distance[other]!;
      }
    }
  }
  return sums;
}

/** For each item its places in the rankings, within `length`. */
function placesByItem(listed: Int32Array, stored: number, length: Int32Array, items: number): Lists {
  const key = new Int32Array(listed.length).fill(items);
  for (let query = 0; query < length.length; query++)
    for (let place = query * stored; place < query * stored + length[query]!; place++) key[place] = listed[place]!;
  return groupBy(key, items + 1);
}
