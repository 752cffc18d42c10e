import { groupBy, type Lists } from '../../data/index.js';
import type { Rankings } from '../../models/index.js';
import { type BootstrapOptions, defaultResamples, rememberingLast, resampleBlocks } from '../intervals/draws.js';
import type { Interval } from '../intervals/interval.js';
import { middle95 } from '../intervals/quantile.js';
import { listCount, listLength } from './list-metric.js';

/**
 * Coverage@K = distinct items in the lists cut at K / train items, of all queries together.
 *
 * The interval is by the same bootstrap as the means'. A resample holds fewer distinct clusters than there are, and so
 * fewer distinct items: its values lie below the figure. Their spread about their own mean is taken and laid about the
 * figure: low = figure + (2.5 % quantile − mean of the resamples), high likewise, at most 1.
 *
 * Source: Ge, Delgado-Battenfeld, Jannach 2010, "Beyond accuracy: evaluating recommender systems by coverage and serendipity".
 * @param items number of train items.
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
  const distinct = Float64Array.from({ length: resamples }, (_, resample) => all - missing[resample]!);
  const mean = all / items;
  const centre = distinct.reduce((sum, n) => sum + n, 0) / resamples;
  const { low, high } = middle95(distinct);
  return {
    mean,
    low: mean + (low - centre) / items,
    high: Math.min(1, mean + (high - centre) / items),
  };
}

/** The distinct items in lists cut at `k`, and how many of them each resample lacks; `drawn` as {@link drawnIn} gives it. */
function itemsMissing(rankings: Rankings, k: number, items: number, cluster: Int32Array, drawn: Int32Array) {
  const clusterOf = clustersOfItems(rankings, k, items, cluster);
  const clusters = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const words = drawn.length / Math.max(1, clusters);
  const covered = new Int32Array(words);
  const missing = new Int32Array(words * 32);
  // Items that one cluster alone was given are missing together: most lists of little known items have many.
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

/** Adds a number for each bit that is not set. Most resamples have most items: those without are fewer to go through. */
function addMissing(missing: Int32Array, covered: Int32Array, count: number): void {
  for (let word = 0; word < covered.length; word++)
    for (let bits = ~covered[word]!; bits !== 0; bits &= bits - 1)
      missing[word * 32 + 31 - Math.clz32(bits & -bits)]! += count;
}

/** For each item the clusters of the lists, cut at `k`, in which it stands, in the lists' order. */
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
