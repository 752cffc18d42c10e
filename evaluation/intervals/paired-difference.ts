import { clusterCount, effectiveClusters, extremesOf, sumsByCluster } from './cluster-sums.js';
import { type BootstrapOptions, defaultResamples } from './draws.js';
import type { Interval } from './interval.js';
import { everyKeptSum, keptSums } from './sign-flips.js';

/** The mean difference of two models on the same queries. */
export interface PairedDifference extends Interval {
  /** Two-sided, of the hypothesis that the mean is 0; at most .05 exactly if the interval excludes 0. NaN without an interval. */
  readonly p: number;
  /** Whether no sign flip was compatible with 0, so that more flips could only lower `p`. */
  readonly atFloor: boolean;
}

export interface PairedOptions extends BootstrapOptions {
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
 * between the mean difference of the clusters that keep their sign and that of the others. That is what is counted: each flip
 * parts the clusters at random into two groups, and is compatible with every m between the groups' means. The p-value of m is
 * (1 + the number of flips compatible with m) / (1 + flips); the interval contains every m whose p-value is above .05, and is cut at
 * ±`range`. A flip with an empty group is compatible with every m.
 *
 * Few clusters have few flips: if there are no more than `resamples`, each is counted once. Below six clusters p is never at most .05,
 * so the interval is all that is possible, −`range` … `range`. One cluster yields no interval. See also {@link widened}.
 *
 * a .5 .3 .9 .2 .6 .4, b .4 .3 .7 .1 .2 .1, a cluster each: the mean of .1 0 .2 .1 .4 .3 is .183. Of 64 flips 4 are compatible with 0
 * (all or all but the second in one group), so p is .0625 and the interval 0 … .4.
 *
 * Source: Good 2005, "Permutation, parametric, and bootstrap tests of hypotheses", 3.2; the count as in Davison, Hinkley 1997, 4.3;
 * the interval as in Hartigan 1969, "Using subsample values as typical values".
 * @param all values of several models, one a query, NaN where there is none; each is compared with the same `b`.
 * @param cluster each query's cluster, dense from 0.
 * @returns one difference for each `a` in `all`.
 */
export function pairedDifferences(
  all: readonly Float64Array[],
  b: Float64Array,
  cluster: Int32Array,
  { range = 1, ...options }: PairedOptions,
): PairedDifference[] {
  const columns = differencesByCluster(all, b, cluster);
  const most = options.resamples ?? defaultResamples;
  const summed = [...new Set(columns.flatMap(({ sums, sizes }) => [sums, sizes]))];
  const random = new Map(keptSums(summed, options).map((kept, i) => [summed[i]!, kept]));
  return columns.map(({ sums, sizes }) => {
    const met = sizes.reduce((count, size) => count + Number(size > 0), 0);
    const keptOf = (column: Float64Array) =>
      2 ** met - 1 <= most ? everyKeptSum(column.filter((_, c) => sizes[c]! > 0)) : random.get(column)!;
    const mean = sum(sums) / sum(sizes);
    if (met < 2) return { mean, low: Number.NaN, high: Number.NaN, p: Number.NaN, atFloor: false };
    const difference = inverted(sums, sizes, keptOf(sums), keptOf(sizes), range);
    const [lowest, highest] = extremesOf(sums, sizes);
    return highest - lowest > 1e-9 * range ? difference : widened(difference, effectiveClusters(sizes), range);
  });
}

/** The number of resamples that lets corrected p-values of so many comparisons reach .01. */
export const resamplesFor = (comparisons: number, resamples = defaultResamples): number =>
  Math.max(resamples, 200 * comparisons);

/** By cluster, the sum of the differences and the number of queries that have one. */
interface ClusterDifferences {
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
}

/** The differences of each `a` from `b` by cluster; equal sizes are one array. */
function differencesByCluster(
  all: readonly Float64Array[],
  b: Float64Array,
  cluster: Int32Array,
): ClusterDifferences[] {
  const clusters = clusterCount(cluster);
  const known: Float64Array[] = [];
  return all.map((a) => {
    const differences = a.map((value, query) => value - b[query]!);
    const own = sumsByCluster(
      differences.map((value) => (Number.isNaN(value) ? 0 : 1)),
      cluster,
      clusters,
    );
    const sizes = known.find((other) => other.every((size, c) => size === own[c])) ?? own;
    if (sizes === own) known.push(own);
    return { sums: sumsByCluster(differences, cluster, clusters), sizes };
  });
}

/**
 * The mean with the p-value of 0 and the interval of all values with a p-value above .05.
 * @param keptSums sum of the differences over the clusters that each flip keeps; `keptSizes` likewise.
 */
function inverted(
  sums: Float64Array,
  sizes: Float64Array,
  keptSums: Float64Array,
  keptSizes: Float64Array,
  range: number,
): PairedDifference {
  const [total, size] = [sum(sums), sum(sizes)];
  const mean = total / size;
  // A group's sum that should be 0 may come out slightly beside it.
  const rounding = 1e-12 * sums.reduce((most, value) => most + Math.abs(value), 0);
  const meanOf = (of: number, queries: number) => (Math.abs(of) <= rounding ? 0 : of / queries);
  const lower = new Float64Array(keptSums.length).fill(-range);
  const upper = new Float64Array(keptSums.length).fill(range);
  for (let flip = 0; flip < keptSums.length; flip++) {
    const kept = keptSizes[flip]!;
    if (kept === 0 || kept === size) continue;
    const one = meanOf(keptSums[flip]!, kept);
    const other = meanOf(total - keptSums[flip]!, size - kept);
    lower[flip] = Math.min(one, other, mean);
    upper[flip] = Math.max(one, other, mean);
  }
  const compatible = lower.reduce((count, low, flip) => count + Number(low <= 0 && upper[flip]! >= 0), 0);
  const least = Math.floor(level * (lower.length + 1)); // flips compatible with a value whose p is above the level
  const [low, high] = [lower.sort()[least - 1], upper.sort().at(-least)];
  return {
    mean,
    low: least === 0 ? -range : Math.max(-range, low!),
    high: least === 0 ? range : Math.min(range, high!),
    p: (1 + compatible) / (1 + lower.length),
    atFloor: compatible === 0,
  };
}

/**
 * If all clusters have the same mean difference, flips do not vary, which says little of clusters that were not met. They could be a share
 * of Beta(1, n), as for n clusters without variation in the intervals of figures, and differ by ±`range`. The interval is widened to what that
 * leaves possible, and p is raised to the level at which it would end at 0: 2 · (range / (range + |mean|))ⁿ.
 */
function widened({ mean, low, high, p, atFloor }: PairedDifference, clusters: number, range: number): PairedDifference {
  const unmet = 1 - (level / 2) ** (1 / clusters);
  const ofUnmet = mean === 0 ? 1 : Math.min(1, 2 * (range / (range + Math.abs(mean))) ** clusters);
  return {
    mean,
    low: Math.min(low, mean - unmet * (mean + range)),
    high: Math.max(high, mean + unmet * (range - mean)),
    p: Math.max(p, ofUnmet),
    atFloor: atFloor && ofUnmet <= p,
  };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
