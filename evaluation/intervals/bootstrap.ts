import type { QueryColumn } from '../query-column.js';
import { type BootstrapOptions, defaultResamples, type Resamples, resampleBlocks } from './draws.js';
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
export const bootstrap = (
  columns: readonly QueryColumn[],
  cluster: Int32Array,
  options: BootstrapOptions,
): Interval[] =>
  resampledFigures(columns, cluster, options).map(({ figure, resampled }) => ({
    mean: figure,
    ...middle95(resampled),
  }));

/** A column's figure, and what it is in each resample. */
export interface ResampledFigure {
  readonly figure: number;
  /** NaN for a resample without a value. */
  readonly resampled: Float64Array;
}

/** The figures that {@link bootstrap} takes its intervals from, one a column. */
export function resampledFigures(
  columns: readonly QueryColumn[],
  cluster: Int32Array,
  options: BootstrapOptions,
): ResampledFigure[] {
  const { summed, bottom } = summedColumns(columns, cluster.length);
  const clusters = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const resamples = options.resamples ?? defaultResamples;
  const every = { first: 0, size: 1, counts: new Uint8Array(clusters).fill(1) };
  const totals = summed.map(() => new Float64Array(1));
  const sums = summed.map(() => new Float64Array(resamples));
  const panels = panelsOf(summed, cluster, clusters);
  for (const panel of panels) addUp(panel, every, clusters, totals);
  for (const block of resampleBlocks(clusters, options))
    for (const panel of panels) addUp(panel, block, clusters, sums);
  return columns.map((_, c) => ({
    figure: totals[c]![0]! / totals[bottom[c]!]![0]!,
    resampled: sums[c]!.map((top, resample) => top / sums[bottom[c]!]![resample]!),
  }));
}

/** All that is to be summed: the columns' numerators, then their distinct denominators, and where each column's is. */
function summedColumns(columns: readonly QueryColumn[], queries: number) {
  const summed: Float64Array[] = columns.map(({ values }) => values);
  const places = new Map<Float64Array, number>();
  const everyQuery = new Float64Array(queries).fill(1);
  const bottom = columns.map(({ values, denominators }) => {
    const weights =
      denominators ?? (values.some(Number.isNaN) ? values.map((v) => (Number.isNaN(v) ? 0 : 1)) : everyQuery);
    if (!places.has(weights)) places.set(weights, summed.push(weights) - 1);
    return places.get(weights)!;
  });
  return { summed, bottom };
}

/** Four columns' sums by cluster side by side, for the clusters where one of them is not zero. */
interface Panel {
  /** Places of the four columns; fewer in the last panel. */
  readonly columns: readonly number[];
  readonly clusters: Int32Array;
  readonly sums: Float64Array;
}

const width = 4;

function panelsOf(summed: readonly Float64Array[], cluster: Int32Array, clusters: number): Panel[] {
  return Array.from({ length: Math.ceil(summed.length / width) }, (_, panel) => {
    const columns = [...summed.keys()].slice(panel * width, (panel + 1) * width);
    const all = new Float64Array(clusters * width);
    columns.forEach((column, at) => {
      for (let query = 0; query < cluster.length; query++) {
        const value = summed[column]![query]!;
        if (!Number.isNaN(value)) all[cluster[query]! * width + at]! += value;
      }
    });
    const rows = Int32Array.from({ length: clusters }, (_, c) => c * width);
    const own = rows.filter((at) => all[at] || all[at + 1] || all[at + 2] || all[at + 3]).map((at) => at / width);
    const sums = new Float64Array(own.length * width);
    for (let i = 0; i < sums.length; i++) sums[i] = all[own[i >> 2]! * width + (i & 3)]!;
    return { columns, clusters: own, sums };
  });
}

/**
 * Adds up a panel's columns over the clusters of each resample: two resamples at a time and four columns, whose eight sums
 * stay in registers. The panel stays in the cache meanwhile, which a matrix of all columns would not.
 */
function addUp(
  panel: Panel,
  { first, size, counts }: Resamples,
  clusters: number,
  into: readonly Float64Array[],
): void {
  const { clusters: own, sums, columns } = panel;
  for (let resample = 0; resample < size; resample += 2) {
    const one = resample * clusters;
    const two = Math.min(resample + 1, size - 1) * clusters;
    let a1 = 0;
    let b1 = 0;
    let c1 = 0;
    let d1 = 0;
    let a2 = 0;
    let b2 = 0;
    let c2 = 0;
    let d2 = 0;
    for (let at = 0, place = 0; at < own.length; at++, place += width) {
      const m = counts[one + own[at]!]!;
      const n = counts[two + own[at]!]!;
      const a = sums[place]!;
      const b = sums[place + 1]!;
      const c = sums[place + 2]!;
      const d = sums[place + 3]!;
      a1 += m * a;
      b1 += m * b;
      c1 += m * c;
      d1 += m * d;
      a2 += n * a;
      b2 += n * b;
      c2 += n * c;
      d2 += n * d;
    }
    const pair = [a1, b1, c1, d1, a2, b2, c2, d2];
    columns.forEach((column, at) => {
      into[column]![first + resample] = pair[at]!;
      if (resample + 1 < size) into[column]![first + resample + 1] = pair[width + at]!;
    });
  }
}
