import type { Rankings } from '../../models/index.js';
import type { Catalogue } from './catalogue.js';

/** Returns for each cut-off one value a query, of its list cut there, independent of targets; NaN if a list has no value. */
export type ListMetric = (rankings: Rankings, catalogue: Catalogue, ks: readonly number[]) => Float64Array[];

/** Makes a list metric of a function for one cut-off. */
export const atEach =
  (compute: (rankings: Rankings, catalogue: Catalogue, k: number) => Float64Array): ListMetric =>
  (rankings, catalogue, ks) =>
    ks.map((k) => compute(rankings, catalogue, k));

/** The number of items in a query's list cut at `k`. */
export function listLength({ items, k: stored }: Rankings, query: number, k: number): number {
  const most = Math.min(k, stored);
  let length = 0;
  while (length < most && items[query * stored + length]! >= 0) length++;
  return length;
}

export const listCount = (rankings: Rankings): number => (rankings.k ? rankings.items.length / rankings.k : 0);

/** The mean of a value over the items of each list. NaN for an empty list. */
export function meanOverLists(rankings: Rankings, k: number, value: Float64Array): Float64Array {
  const means = new Float64Array(listCount(rankings));
  for (let query = 0; query < means.length; query++) {
    const start = query * rankings.k;
    const length = listLength(rankings, query, k);
    let sum = 0;
    for (let i = start; i < start + length; i++) sum += value[rankings.items[i]!]!;
    means[query] = sum / length;
  }
  return means;
}
