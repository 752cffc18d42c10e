import type { QueryColumn } from '../query-column.js';
import { clusterCount, sumsByCluster } from './cluster-sums.js';
import { type BootstrapOptions, defaultResamples, type Resamples, resampleBlocks } from './draws.js';
import type { Interval } from './interval.js';
import { type Ratio, ratiosOf, summedClusters, summedExtremes, weightedSum } from './ratios.js';
import { type ResampledFigure, resampledInterval, shareBounds } from './resampled-interval.js';

/**
 * Means with 95 % percentile intervals by bootstrap over clusters: queries of one visitor depend on each other, so visitors
 * are drawn, not queries. `guarded` accounts for visitors not in the sample; a single visitor yields no interval.
 *
 * A column's figure is Σ values / Σ denominators. By default a query's denominator is 1, or 0 where its value is NaN. A resample
 * whose denominators are all 0 is left out. The figure is NaN if no query has a value. With strata, it is the weighted sum of such ratios;
 * a resample without one of them is left out, and there is no interval where one of them has a single cluster.
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
): Interval[] => {
  const intervals = new Map<ResampledFigure, Interval>();
  return resampledFigures(columns, cluster, options).map((figure, c) => {
    const interval = intervals.get(figure) ?? resampledInterval(figure, columns[c]!.bounds ?? shareBounds);
    intervals.set(figure, interval);
    return interval;
  });
};

/** The resampled figures that {@link bootstrap} computes its intervals from, one a column; equal columns share one. */
function resampledFigures(
  columns: readonly QueryColumn[],
  cluster: Int32Array,
  options: BootstrapOptions,
): ResampledFigure[] {
  const clusters = clusterCount(cluster);
  const { summed, ratios } = summedColumns(columns, cluster, clusters);
  const panels = panelsOf(summed);
  const sums = summed.map(() => new Float64Array(options.resamples ?? defaultResamples));
  for (const block of resampleBlocks(clusters, options)) addUp(panels, block, clusters, sums);
  const totals = summed.map(() => new Float64Array(1));
  addUp(panels, { first: 0, size: 1, counts: new Uint8Array(clusters).fill(1) }, clusters, totals);
  const figures = new Map<string, ResampledFigure>();
  return columns.map((_, c) => {
    const own = ratios[c]!;
    const key = JSON.stringify([own, columns[c]!.bounds]);
    const figure = figures.get(key) ?? {
      figure: weightedSum(own, ({ top, bottom }) => totals[top]![0]! / totals[bottom]![0]!),
      resampled: sums[0]!.map((_, r) => weightedSum(own, ({ top, bottom }) => sums[top]![r]! / sums[bottom]![r]!)),
      met: Math.min(...own.map(({ bottom }) => summed[bottom]!.size)),
      clusters: summedClusters(own.map(({ weight, bottom }) => [weight, summed[bottom]!.sums])),
      extremes: summedExtremes(own.map(({ weight, top, bottom }) => [weight, summed[top]!.sums, summed[bottom]!.sums])),
    };
    figures.set(key, figure);
    return figure;
  });
}

/** A ratio of a column: its weight, and the places of its numerator and denominator among the sums. */
interface PlacedRatio {
  readonly weight: number;
  readonly top: number;
  readonly bottom: number;
}

/** A numerator or denominator by cluster: its sums over the clusters' queries. */
interface Summed {
  readonly sums: Float64Array;
  /** The number of nonzero sums. */
  readonly size: number;
}

/**
 * The numerators and denominators to be summed, equal ones once (e.g. recall and hit rate of single targets), and the places
 * of each column's ratios in them.
 */
function summedColumns(columns: readonly QueryColumn[], cluster: Int32Array, clusters: number) {
  const summed: Summed[] = [];
  const known = new Map<Float64Array, number>();
  const placeOf = (values: Float64Array) => {
    const place = known.get(values) ?? placeOfSums(summed, sumsByCluster(values, cluster, clusters));
    known.set(values, place);
    return place;
  };
  const everyQuery = new Float64Array(cluster.length).fill(1);
  const bottomOf = ({ values, denominators }: Ratio) =>
    denominators ?? (values.some(Number.isNaN) ? values.map((v) => (Number.isNaN(v) ? 0 : 1)) : everyQuery);
  const ratios = columns.map((column) =>
    ratiosOf(column).map((ratio): PlacedRatio => {
      return { weight: ratio.weight, top: placeOf(ratio.values), bottom: placeOf(bottomOf(ratio)) };
    }),
  );
  return { summed, ratios };
}

/** Returns the place of equal sums; if there are none, appends these. */
function placeOfSums(summed: Summed[], sums: Float64Array): number {
  const size = sums.reduce((count, sum) => (sum === 0 ? count : count + 1), 0);
  const place = summed.findIndex((other) => other.size === size && other.sums.every((sum, c) => sum === sums[c]));
  return place >= 0 ? place : summed.push({ sums, size }) - 1;
}

/** The sums of four columns by cluster, side by side, for the clusters where any of them is nonzero. */
interface Panel {
  /** The places of the four columns; fewer in the last panel. */
  readonly columns: readonly number[];
  readonly clusters: Int32Array;
  readonly sums: Float64Array;
}

const width = 4;

/** Columns with similar numbers of nonzero clusters share a panel: mostly cut-offs or a segment, zero in the same clusters. */
function panelsOf(summed: readonly Summed[]): Panel[] {
  const order = [...summed.keys()].sort((a, b) => summed[a]!.size - summed[b]!.size);
  return Array.from({ length: Math.ceil(order.length / width) }, (_, panel) => {
    const columns = order.slice(panel * width, (panel + 1) * width);
    const shown = columns.map((column) => summed[column]!.sums);
    const clusters = Int32Array.from(shown[0]!.keys()).filter((c) => shown.some((sums) => sums[c] !== 0));
    const sums = new Float64Array(clusters.length * width);
    shown.forEach((own, at) => {
      for (let i = 0; i < clusters.length; i++) sums[i * width + at] = own[clusters[i]!]!;
    });
    return { columns, clusters, sums };
  });
}

/** Adds up the panels' columns over the clusters of each resample, two resamples at a time. */
function addUp(
  panels: readonly Panel[],
  { first, size, counts }: Resamples,
  clusters: number,
  into: readonly Float64Array[],
): void {
  const pair = new Float64Array(2 * clusters);
  const totals = new Float64Array(2 * width);
  for (let resample = 0; resample < size; resample += 2) {
    const one = resample * clusters;
    const two = Math.min(resample + 1, size - 1) * clusters;
    for (let c = 0; c < clusters; c++) {
      pair[2 * c] = counts[one + c]!;
      pair[2 * c + 1] = counts[two + c]!;
    }
    for (const panel of panels) {
      addUpPanel(panel, pair, totals);
      panel.columns.forEach((column, at) => {
        into[column]![first + resample] = totals[at]!;
        if (resample + 1 < size) into[column]![first + resample + 1] = totals[width + at]!;
      });
    }
  }
}

/**
 * Adds up a panel's columns over the clusters of two resamples, whose counts are interleaved. Writes the columns' totals of the
 * first resample, then of the second. The eight sums stay in registers.
 */
function addUpPanel({ clusters, sums }: Panel, pair: Float64Array, totals: Float64Array): void {
  let a1 = 0;
  let b1 = 0;
  let c1 = 0;
  let d1 = 0;
  let a2 = 0;
  let b2 = 0;
  let c2 = 0;
  let d2 = 0;
  for (let at = 0, place = 0; at < clusters.length; at++, place += width) {
    const counts = clusters[at]! * 2;
    const m = pair[counts]!;
    const n = pair[counts + 1]!;
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
  totals[0] = a1;
  totals[1] = b1;
  totals[2] = c1;
  totals[3] = d1;
  totals[4] = a2;
  totals[5] = b2;
  totals[6] = c2;
  totals[7] = d2;
}
