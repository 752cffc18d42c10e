import { resampledFigures, signFlippedFigures } from './bootstrap.js';
import { type BootstrapOptions, defaultResamples } from './draws.js';
import { hasInterval, type Interval } from './interval.js';
import { resampledInterval } from './resampled-interval.js';

/** The mean difference of two models on the same queries. */
export interface PairedDifference extends Interval {
  /**
   * Two-sided: (1 + the number of sign flips at least as far from zero as the difference) / (1 + sign flips). NaN without an interval.
   */
  readonly p: number;
  /** Whether no sign flip was as far from zero, so that more flips could only lower `p`. */
  readonly atFloor: boolean;
}

export interface PairedOptions extends BootstrapOptions {
  /** The largest possible difference of two values of the metric; by default 1, as for shares. */
  readonly range?: number;
}

/**
 * The mean of a − b over the queries that have both values, with `bootstrap`'s 95 % interval over clusters. Values are paired
 * by query, so a query that is hard for both models does not blur the difference. The p-value comes from a sign-flip test over the
 * clusters: if neither model were better, each visitor's difference could equally well have the other sign. It holds for few visitors
 * too: if all of five differ in the same direction, it is 2 / 2⁵.
 *
 * a .5 .3 .9, b .4 .2 .8, a cluster each: every resample gives .1. But three visitors are few: the interval is −.68 … .74.
 *
 * Source: Efron, Tibshirani 1993, section 13.3; sign flips as in Good 2005, "Permutation, parametric, and bootstrap tests of
 * hypotheses", 3.2, the count as in Davison, Hinkley 1997, 4.3.
 * @param a one value a query, NaN where there is none; `b` likewise.
 * @param cluster each query's cluster, dense from 0.
 */
export function pairedDifference(
  a: Float64Array,
  b: Float64Array,
  cluster: Int32Array,
  options: PairedOptions,
): PairedDifference {
  return pairedDifferences([a], b, cluster, options)[0]!;
}

/** The difference of each `a` from the same `b`, all over the same resamples; see {@link pairedDifference}. */
export function pairedDifferences(
  all: readonly Float64Array[],
  b: Float64Array,
  cluster: Int32Array,
  { range = 1, ...options }: PairedOptions,
): PairedDifference[] {
  const columns = all.map((a) => ({
    metric: 'difference',
    k: 0,
    values: a.map((value, query) => value - b[query]!),
  }));
  const flipped = signFlippedFigures(columns, cluster, options);
  return resampledFigures(columns, cluster, options).map((figure, c) => {
    const interval = resampledInterval(figure, [-range, range]);
    return !hasInterval(interval)
      ? { ...interval, p: Number.NaN, atFloor: false }
      : { ...interval, ...pOf(figure.figure, flipped[c]!) };
  });
}

/** Allows for rounding: a flip that equals the difference may come out slightly below it. */
const rounding = 1 - 1e-9;

function pOf(difference: number, flipped: Float64Array): Pick<PairedDifference, 'p' | 'atFloor'> {
  const asFar = flipped.filter((value) => Math.abs(value) >= rounding * Math.abs(difference)).length;
  return { p: (1 + asFar) / (1 + flipped.length), atFloor: asFar === 0 };
}

/** The number of resamples that lets corrected p-values of so many comparisons reach .01. */
export const resamplesFor = (comparisons: number, resamples = defaultResamples): number =>
  Math.max(resamples, 200 * comparisons);
