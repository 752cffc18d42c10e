import type { QueryColumn } from '../query-column.js';
import { type BootstrapOptions, defaultResamples, drawClusters } from './draws.js';
import type { Interval } from './interval.js';
import { middle95 } from './quantile.js';

/**
 * Means with 95 % percentile intervals by bootstrap over clusters: queries of one visitor depend on each other, so visitors
 * are drawn, not queries.
 *
 * A column's figure is Σ values / Σ denominators, the denominator of a query being 1, or 0 where its value is NaN. A resample
 * whose denominators are all 0 is left out. The figure is NaN where the metric has a value for no query at all.
 *
 * Two clusters with the values {1, 1} and {0}: the mean is 2/3; resamples give 1, 2/3 or 0.
 *
 * Source: Efron, Tibshirani 1993, "An introduction to the bootstrap", chapter 13; clusters as in Davison, Hinkley 1997, 3.8.
 * @param cluster each query's cluster, dense from 0.
 * @returns one interval a column, in order.
 */
export function bootstrap(
  columns: readonly QueryColumn[],
  cluster: Int32Array,
  { seed, resamples = defaultResamples }: BootstrapOptions,
): Interval[] {
  const sums = clusterSums(columns, cluster);
  const { width, matrix, top, bottom } = sums;
  const counts = new Int32Array(matrix.length / width);

  const total = weightedSums(matrix, width, counts.fill(1));
  const ratios = columns.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    drawClusters(counts, seed, resample);
    const drawn = weightedSums(matrix, width, counts);
    for (let c = 0; c < columns.length; c++) ratios[c]![resample] = drawn[top[c]!]! / drawn[bottom[c]!]!;
  }
  return columns.map((_, c) => ({ mean: total[top[c]!]! / total[bottom[c]!]!, ...middle95(ratios[c]!) }));
}

/** Sums by cluster of all that is needed: one row a cluster, numerators and the distinct denominators side by side. */
interface ClusterSums {
  /** A multiple of four; columns past the last are zero. */
  readonly width: number;
  readonly matrix: Float64Array;
  /** For each column the place of its numerator and of its denominator in a row. */
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

function clusterSums(columns: readonly QueryColumn[], cluster: Int32Array): ClusterSums {
  const summed: Float64Array[] = columns.map(({ values }) => values);
  const places = new Map<Float64Array, number>();
  const everyQuery = new Float64Array(cluster.length).fill(1);
  const bottom = columns.map(({ values, denominators }) => {
    const weights =
      denominators ?? (values.some(Number.isNaN) ? values.map((v) => (Number.isNaN(v) ? 0 : 1)) : everyQuery);
    if (!places.has(weights)) places.set(weights, summed.push(weights) - 1);
    return places.get(weights)!;
  });
  const width = Math.ceil(summed.length / 4) * 4;
  const clusters = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const matrix = new Float64Array(clusters * width);
  summed.forEach((column, at) => {
    for (let query = 0; query < cluster.length; query++) {
      const value = column[query]!;
      if (!Number.isNaN(value)) matrix[cluster[query]! * width + at]! += value;
    }
  });
  return { width, matrix, top: columns.map((_, c) => c), bottom };
}

/** Goes through the rows for four columns at a time: their sums stay in registers, which takes a third off. */
function weightedSums(matrix: Float64Array, width: number, counts: Int32Array): Float64Array {
  const sums = new Float64Array(width);
  for (let at = 0; at < width; at += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let cluster = 0, place = at; cluster < counts.length; cluster++, place += width) {
      const count = counts[cluster]!;
      if (count === 0) continue;
      a += count * matrix[place]!;
      b += count * matrix[place + 1]!;
      c += count * matrix[place + 2]!;
      d += count * matrix[place + 3]!;
    }
    sums[at] = a;
    sums[at + 1] = b;
    sums[at + 2] = c;
    sums[at + 3] = d;
  }
  return sums;
}
