import { groupBy, type Lists } from '../../data/index.js';
import type { Rankings } from '../../models/index.js';
import { type BootstrapOptions, defaultResamples, rememberingLast, resampleBlocks } from '../intervals/draws.js';
import type { Interval } from '../intervals/interval.js';
import { listCount, listLength } from './list-metric.js';

/**
 * Coverage@K = distinct items in the lists cut at K / train items, over all queries together.
 *
 * The interval is Wilson's, which stays between 0 and 1 and contains the figure. Its n is the number of independent items that would
 * vary as much as the figure does in the resamples of the means' bootstrap. A resample has fewer distinct clusters than the sample, and so
 * fewer distinct items: only its spread is used, not its level. If all items are covered, or none, nothing varies, which says little
 * when items or clusters are few: n is then the smaller of the two numbers. One cluster yields no interval.
 *
 * Source: Ge, Delgado-Battenfeld, Jannach 2010, "Beyond accuracy: evaluating recommender systems by coverage and serendipity"; the
 * interval Wilson 1927, with the effective number as in Dean, Pagano 2015, "Evaluating confidence interval methods for binomial proportions
 * in clustered surveys".
 * @param items the number of train items.
 * @param cluster each query's cluster, dense from 0.
 */
export function coverage(
  rankings: Rankings,
  k: number,
  items: number,
  cluster: Int32Array,
  { seed, resamples = defaultResamples }: BootstrapOptions,
): Interval {
  const clusters = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const { all, missing } = itemsMissing(rankings, k, items, cluster, drawnIn(clusters, seed, resamples));
  const mean = all / items;
  if (clusters < 2) return { mean, low: Number.NaN, high: Number.NaN };
  const ofOneItem = mean * (1 - mean);
  const effective = ofOneItem
    ? ofOneItem / varianceOfFigure(missing.subarray(0, resamples), items, clusters)
    : Math.min(items, clusters);
  return { mean, ...wilson(mean, effective) };
}

/**
 * The variance of the share of `items` that are missing. A resample of n clusters varies less than n new clusters, by the factor
 * (n − 1) / n. The figure changes by whole items, so its variance is at least the square of one item's share.
 */
function varianceOfFigure(missing: Int32Array, items: number, clusters: number): number {
  const centre = missing.reduce((sum, n) => sum + n, 0) / missing.length;
  const variance = missing.reduce((sum, n) => sum + (n - centre) ** 2, 0) / missing.length;
  return ((variance * clusters) / (clusters - 1) + 1) / items ** 2;
}

/** The 95 % score interval of a share of `n`, within 0 and 1; always contains the share itself. */
function wilson(share: number, n: number): { low: number; high: number } {
  const z2 = 1.959964 ** 2;
  const centre = share + z2 / (2 * n);
  const margin = Math.sqrt(z2 * ((share * (1 - share)) / n + z2 / (4 * n * n)));
  const end = (at: number) => Math.min(1, Math.max(0, at / (1 + z2 / n)));
  return { low: Math.min(share, end(centre - margin)), high: Math.max(share, end(centre + margin)) };
}

/** The distinct items in lists cut at `k`, and how many of them each resample lacks; `drawn` as {@link drawnIn} returns it. */
function itemsMissing(rankings: Rankings, k: number, items: number, cluster: Int32Array, drawn: Int32Array) {
  const clusterOf = clustersOfItems(rankings, k, items, cluster);
  const clusters = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const words = drawn.length / Math.max(1, clusters);
  const covered = new Int32Array(words);
  const missing = new Int32Array(words * 32);
  // Items listed for one cluster only are missing together; most lists of little-known items have many of them.
  const alone = new Int32Array(clusters);
  let all = 0;
  for (let item = 0; item < items; item++) {
    const from = clusterOf.offsets[item]!;
    const to = clusterOf.offsets[item + 1]!;
    if (from === to) continue;
    all++;
    const first = clusterOf.values[from]!;
    let at = from + 1;
    while (at < to && clusterOf.values[at] === first) at++;
    if (at === to) {
      alone[first]!++;
      continue;
    }
    covered.set(drawn.subarray(first * words, (first + 1) * words));
    let last = first;
    for (; at < to; at++) {
      const c = clusterOf.values[at]!;
      if (c === last) continue;
      last = c;
      for (let word = 0; word < words; word++) covered[word]! |= drawn[c * words + word]!;
    }
    addMissing(missing, covered, 1);
  }
  for (let c = 0; c < clusters; c++)
    if (alone[c]) addMissing(missing, drawn.subarray(c * words, (c + 1) * words), alone[c]!);
  return { all, missing };
}

/** Adds `count` to each resample whose bit is not set: most resamples have most items, so there are fewer of these. */
function addMissing(missing: Int32Array, covered: Int32Array, count: number): void {
  for (let word = 0; word < covered.length; word++)
    for (let bits = ~covered[word]!; bits !== 0; bits &= bits - 1)
      missing[word * 32 + 31 - Math.clz32(bits & -bits)]! += count;
}

/** For each item the clusters of the lists, cut at `k`, that contain it, in the lists' order. */
function clustersOfItems(rankings: Rankings, k: number, items: number, cluster: Int32Array): Lists {
  const places = listCount(rankings) * Math.min(k, rankings.k);
  const item = new Int32Array(places);
  const of = new Int32Array(places);
  let filled = 0;
  for (let query = 0; query < listCount(rankings); query++) {
    const start = query * rankings.k;
    const end = start + listLength(rankings, query, k);
    for (let place = start; place < end; place++) {
      item[filled] = rankings.items[place]!;
      of[filled++] = cluster[query]!;
    }
  }
  const { offsets, values } = groupBy(item.subarray(0, filled), items);
  return { offsets, values: values.map((at) => of[at]!) };
}

/** A bit for each resample, ⌈resamples / 32⌉ words a cluster: whether the cluster is drawn in it. */
const drawnIn = rememberingLast((clusters, seed, resamples) => {
  const words = Math.ceil(resamples / 32);
  const drawn = new Int32Array(clusters * words);
  for (const { first, size, counts } of resampleBlocks(clusters, { seed, resamples }))
    for (let resample = first, at = 0; resample < first + size; resample++)
      for (let c = 0; c < clusters; c++, at++)
        drawn[c * words + (resample >> 5)]! |= (-counts[at]! >>> 31) << (resample & 31); // 1 of counts above 0
  return drawn;
});
