import type { QueryColumn } from '../query-column.js';
import { clusterCount, sumsByCluster } from './cluster-sums.js';
import { type BootstrapOptions, defaultResamples } from './draws.js';
import type { Interval } from './interval.js';
import { ratiosOf, summedClusters, summedExtremes, weightedSum } from './ratios.js';
import { type Bounds, unmetBounds } from './resampled-interval.js';
import { everyKeptSum, keptSums } from './sign-flips.js';

/** The mean difference of two models on the same queries. */
export interface PairedDifference extends Interval {
  /** Two-sided, of the hypothesis that the mean is 0; at most .05 exactly if the interval excludes 0. NaN without an interval. */
  readonly p: number;
  /** Whether hardly any sign flip was compatible with 0 (less than half a flip in all), so that more flips would lower `p`. */
  readonly atFloor: boolean;
}

/** How the values of a ratio are weighed, the same for all models; by default the figure is the mean over queries with a value. */
export type Weighing = Pick<QueryColumn, 'denominators' | 'strata'>;

export interface PairedOptions extends BootstrapOptions, Weighing {
  /** The largest possible difference of two values of the metric; by default 1, as for shares. */
  readonly range?: number;
}

/** The significance level: of verdicts on p-values, and 1 − the coverage of intervals. */
export const level = 0.05;

/**
 * The mean of a − b over the queries that have both values, with p-value and 95 % interval of one sign-flip test over clusters. Values are
 * paired by query, so a query that is hard for both models does not blur the difference. Clusters are flipped, not queries: queries of
 * one visitor depend on each other.
 *
 * If m were the mean, each cluster's sum of the differences less m could equally well have the other sign. With s queries and the
 * differences' sum d in each cluster, a flip e leaves |Σ e (d − m s)|, which is at least the observed |Σ (d − m s)| exactly if m lies
 * between the mean difference of the clusters that keep their sign and that of the others. So each flip parts the clusters at random
 * into two groups, and is compatible with every m between the groups' means, and with any m if one group is empty.
 *
 * Of a ratio of sums whose denominators do not depend on the model, such as micro recall, the difference is Σ (a − b) / Σ denominators, and
 * s is the sum of a cluster's denominators. Of a weighted sum of ratios (`strata`), the difference of a group is the weighted sum of its
 * ratios: a flip parts the clusters into two random halves, whose figures lie about the figure of all as far as the linearised ratio's
 * do. A flip that leaves one of the ratios without a denominator in a group is compatible with any m.
 *
 * Clusters that were not met may differ otherwise than all that were: their share u of all is Beta(1, n) distributed for n effective
 * clusters, and they differ by ±`range` if there are fewer than 30 clusters or all have the same mean, otherwise by at most what
 * one of those met does; see {@link unmetBounds}. A flip whose group means end at l, above m, is then compatible with m if
 * l − u (l − least) ≤ m: for both sides together with the probability 2 ((m − least) / (l − least))ⁿ, at most 1. The p-value of m is
 * (1 + the sum of these over all flips) / (1 + flips); the interval contains every m whose p-value is above .05, and is cut at ±`range`.
 *
 * Few clusters have few flips: if there are no more than `resamples`, each is counted once. Below seven clusters p is never at most .05,
 * so the interval is all that is possible, −`range` … `range`. One cluster yields no interval.
 *
 * Ten visitors, all with the difference .5: no group's mean is another. p is 2/1024 for the empty groups and .0347 = 2 (1 / 1.5)¹⁰ for the unmet,
 * together .0366.
 *
 * Source: Good 2005, "Permutation, parametric, and bootstrap tests of hypotheses", 3.2; the count as in Davison, Hinkley 1997, 4.3;
 * the interval as in Hartigan 1969, "Using subsample values as typical values"; unmet clusters as in Gaffke 2005, "Three test statistics
 * for a nonparametric one-sided hypothesis on the mean of a nonnegative variable". Without them, sign flips alone claim too much
 * where differences are skewed: one in four samples of 20 to 30 visitors of whom few gain much and many lose little.
 * @param all values of several models, for a ratio its numerators, one a query, NaN where there is none; each is compared with the same `b`.
 * @param cluster each query's cluster, dense from 0.
 * @returns one difference for each `a` in `all`.
 */
export function pairedDifferences(
  all: readonly Float64Array[],
  b: Float64Array,
  cluster: Int32Array,
  { range = 1, ...options }: PairedOptions,
): PairedDifference[] {
  const columns = differencesByCluster(all, b, cluster, options);
  const most = options.resamples ?? defaultResamples;
  const summed = [...new Set(columns.flat().flatMap(({ sums, sizes }) => [sums, sizes]))];
  const random = new Map(keptSums(summed, options).map((kept, i) => [summed[i]!, kept]));
  return columns.map((ratios) => {
    const isMet = (_: number, c: number) => ratios.some(({ sizes }) => sizes[c]! > 0);
    const met = ratios[0]!.sizes.filter(isMet).length;
    const keptOf = (column: Float64Array) =>
      2 ** met - 1 <= most ? everyKeptSum(column.filter(isMet)) : random.get(column)!;
    const mean = weightedSum(ratios, ({ sums, sizes }) => sum(sums) / sum(sizes));
    if (ratios.some(({ sizes }) => sizes.filter((size) => size > 0).length < 2))
      return { mean, low: Number.NaN, high: Number.NaN, p: Number.NaN, atFloor: false };
    const clusters = summedClusters(ratios.map(({ weight, sizes }) => [weight, sizes]));
    const extremes = summedExtremes(ratios.map(({ weight, sums, sizes }) => [weight, sums, sizes]));
    const unmet = { clusters, bounds: unmetBounds(extremes, clusters, [-range, range]) };
    const kept = ratios.map((ratio) => ({ ...ratio, keptSums: keptOf(ratio.sums), keptSizes: keptOf(ratio.sizes) }));
    return inverted(groupMeans(kept, mean, range), mean, unmet, range);
  });
}

/** The number of resamples that lets corrected p-values of so many comparisons reach .01. */
export const resamplesFor = (comparisons: number, resamples = defaultResamples): number =>
  Math.max(resamples, 200 * comparisons);

/** A ratio by cluster: the sum of the differences, and that of the denominators of the queries that have one. */
interface ClusterDifferences {
  readonly weight: number;
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
}

/** The differences of each `a` from `b` by cluster, for each of their ratios; equal sizes are one array. */
function differencesByCluster(
  all: readonly Float64Array[],
  b: Float64Array,
  cluster: Int32Array,
  { denominators, strata }: Weighing,
): ClusterDifferences[][] {
  const clusters = clusterCount(cluster);
  const known: Float64Array[] = [];
  return all.map((a) => {
    const differences = a.map((value, query) => value - b[query]!);
    const counted = differences.map((value, query) => (Number.isNaN(value) ? 0 : (denominators?.[query] ?? 1)));
    return ratiosOf({ values: differences, denominators: counted, ...(strata && { strata }) }).map((ratio) => {
      const own = sumsByCluster(ratio.denominators!, cluster, clusters);
      const sizes = known.find((other) => other.every((size, c) => size === own[c])) ?? own;
      if (sizes === own) known.push(own);
      return { weight: ratio.weight, sums: sumsByCluster(ratio.values, cluster, clusters), sizes };
    });
  });
}

/** A ratio, and by flip its sums over the clusters that keep their sign. */
interface KeptRatio extends ClusterDifferences {
  readonly keptSums: Float64Array;
  readonly keptSizes: Float64Array;
}

/** By flip, the lower and the higher mean difference of its two groups. */
interface GroupMeans {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The means of the two groups of each flip; −`range` and `range` where one of them is empty, or lacks one of the ratios. */
function groupMeans(ratios: readonly KeptRatio[], mean: number, range: number): GroupMeans {
  const flips = ratios[0]!.keptSums.length;
  const one = new Float64Array(flips);
  const other = new Float64Array(flips);
  for (const { weight, sums, sizes, keptSums, keptSizes } of ratios) {
    const [total, size] = [sum(sums), sum(sizes)];
    // A group's sum that should be 0 may come out slightly beside it.
    const rounding = 1e-12 * sums.reduce((most, value) => most + Math.abs(value), 0);
    const meanOf = (of: number, queries: number) =>
      queries === 0 ? Number.NaN : Math.abs(of) <= rounding ? 0 : of / queries;
    for (let flip = 0; flip < flips; flip++) {
      one[flip]! += weight * meanOf(keptSums[flip]!, keptSizes[flip]!);
      other[flip]! += weight * meanOf(total - keptSums[flip]!, size - keptSizes[flip]!);
    }
  }
  const isEmpty = (flip: number) => Number.isNaN(one[flip]! + other[flip]!);
  return {
    lower: one.map((value, flip) => (isEmpty(flip) ? -range : Math.min(value, other[flip]!, mean))),
    upper: one.map((value, flip) => (isEmpty(flip) ? range : Math.max(value, other[flip]!, mean))),
  };
}

/** Clusters that were not met: the number of effective clusters tells how many they can be, the bounds how far they can differ. */
interface Unmet {
  readonly clusters: number;
  readonly bounds: Bounds;
}

/** The mean with the p-value of 0 and the interval of all values with a p-value above .05. */
function inverted(
  { lower, upper }: GroupMeans,
  mean: number,
  { clusters, bounds: [least, most] }: Unmet,
  range: number,
): PairedDifference {
  const turned = upper.map((end) => -end);
  const below = (m: number) => pOfLower(m, lower, least, clusters);
  // Values above the mean are values below it with every sign turned.
  const above = (m: number) => pOfLower(m, turned, -most, clusters);
  const p = mean > 0 ? below(0) : mean < 0 ? above(0) : 1;
  return {
    mean,
    low: lowEnd(below, mean, -range),
    high: -lowEnd(above, -mean, -range),
    p,
    atFloor: p < 1.5 / (1 + lower.length),
  };
}

/** The p-value of a value `m` at most the mean: how far flips, given their groups' lower means, are compatible with it. */
function pOfLower(m: number, lower: Float64Array, least: number, clusters: number): number {
  let compatible = 0;
  for (const end of lower) {
    if (end <= m) compatible++;
    else if (m > least) compatible += Math.min(1, 2 * ((m - least) / (end - least)) ** clusters);
  }
  return (1 + compatible) / (1 + lower.length);
}

/** The lowest value with a p-value above the level, by bisection: p-values grow towards the mean, where they are 1. */
function lowEnd(pOf: (m: number) => number, mean: number, least: number): number {
  if (pOf(least) > level) return least;
  let [out, inside] = [least, mean];
  // 0 first, so that the interval excludes it exactly where its p-value says so.
  for (let middle = mean > 0 ? 0 : (least + mean) / 2, step = 0; step < 45; step++) {
    if (pOf(middle) > level) inside = middle;
    else out = middle;
    middle = (out + inside) / 2;
  }
  return inside;
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
