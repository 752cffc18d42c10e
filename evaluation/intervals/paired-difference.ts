import { resampledFigures, signFlippedFigures } from './bootstrap.js';
import { type BootstrapOptions, defaultResamples } from './draws.js';
import { hasInterval, type Interval } from './interval.js';
import { resampledInterval } from './resampled-interval.js';

/** How far one model is ahead of another on the same queries. */
export interface PairedDifference extends Interval {
  /**
   * Two-sided: (1 + the sign flips that lie as far from zero as the difference) / (1 + sign flips). NaN where there is no interval.
   */
  readonly p: number;
  /** Whether no sign flip lay as far from zero, so that more of them could only make `p` smaller. */
  readonly atFloor: boolean;
}

export interface PairedOptions extends BootstrapOptions {
  /** How far apart two values of the metric can be; 1 unless given, as of a share. */
  readonly range?: number;
}

/**
 * The mean of a − b over the queries that have both values, with the 95 % interval of the bootstrap over clusters that
 * `bootstrap` makes: each query is compared with itself, so that what makes it hard for both does not blur the difference. The p-value
 * is a sign-flip test's over the clusters: if neither model were better, each visitor's difference could as well have the other sign.
 * It holds for few visitors too: of five that all differ to one side it is 2 / 2⁵.
 *
 * a .5 .3 .9, b .4 .2 .8, a cluster each: every resample gives .1. Three visitors are few all the same: the interval is −.68 … .74.
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

/** The difference of each `a` from the one `b`; see {@link pairedDifference}. All are over the same resamples. */
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

/** Rounding leaves flips that are the difference itself a little below it. */
const rounding = 1 - 1e-9;

function pOf(difference: number, flipped: Float64Array): Pick<PairedDifference, 'p' | 'atFloor'> {
  const asFar = flipped.filter((value) => Math.abs(value) >= rounding * Math.abs(difference)).length;
  return { p: (1 + asFar) / (1 + flipped.length), atFloor: asFar === 0 };
}

/** As many resamples as let the p-values of so many comparisons come to .01 once they are corrected. */
export const resamplesFor = (comparisons: number, resamples = defaultResamples): number =>
  Math.max(resamples, 200 * comparisons);
