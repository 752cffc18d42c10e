import { groupBy, listAt } from '../../data/index.js';
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
  const places = placesOfItems(rankings, k, items);
  const clusters = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const words = Math.ceil(resamples / 32);
  const drawn = drawnIn(clusters, seed, resamples);
  const missing = new Int32Array(words * 32);
  const covered = new Int32Array(words);
  let all = 0;
  for (let item = 0; item < items; item++) {
    const at = listAt(places, item);
    if (at.length === 0) continue;
    all++;
    covered.fill(0);
    let last = -1;
    for (const place of at) {
      const c = cluster[Math.floor(place / rankings.k)]!;
      if (c === last) continue;
      last = c;
      for (let word = 0; word < words; word++) covered[word]! |= drawn[c * words + word]!;
    }
    // Most resamples have most items: those without are fewer to go through.
    for (let word = 0; word < words; word++) {
      for (let bits = ~covered[word]!; bits !== 0; bits &= bits - 1)
        missing[word * 32 + 31 - Math.clz32(bits & -bits)]!++;
    }
  }
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

/** For each item the places in the rankings, cut at `k`, where it stands. */
function placesOfItems(rankings: Rankings, k: number, items: number) {
  const key = new Int32Array(rankings.items.length).fill(items);
  for (let query = 0; query < listCount(rankings); query++) {
    const start = query * rankings.k;
    const end = start + listLength(rankings, query, k);
    for (let place = start; place < end; place++) key[place] = rankings.items[place]!;
  }
  return groupBy(key, items + 1);
}

/** A bit for each resample, ⌈resamples / 32⌉ words a cluster: whether the cluster is drawn in it. */
const drawnIn = rememberingLast((clusters, seed, resamples) => {
  const words = Math.ceil(resamples / 32);
  const drawn = new Int32Array(clusters * words);
  for (const { first, size, counts } of resampleBlocks(clusters, { seed, resamples }))
    for (let resample = first, at = 0; resample < first + size; resample++)
      for (let c = 0; c < clusters; c++, at++)
        if (counts[at]) drawn[c * words + (resample >> 5)]! |= 1 << (resample & 31);
  return drawn;
});
