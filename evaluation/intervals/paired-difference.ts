import { resampledFigures } from './bootstrap.js';
import { type BootstrapOptions, defaultResamples } from './draws.js';
import { hasInterval, type Interval } from './interval.js';
import { guarded, type ResampledFigure, resampledInterval } from './resampled-interval.js';

/** How far one model is ahead of another on the same queries. */
export interface PairedDifference extends Interval {
  /**
   * Two-sided: 2 · (1 + the resamples on the rarer side of zero) / (1 + resamples), at most 1. Zero counts on both sides. NaN where
   * there is no interval.
   */
  readonly p: number;
  /** Whether no resample was on the other side of zero, so that more of them could only make `p` smaller. */
  readonly atFloor: boolean;
}

export interface PairedOptions extends BootstrapOptions {
  /** How far apart two values of the metric can be; 1 unless given, as of a share. */
  readonly range?: number;
}

/**
 * The mean of a − b over the queries that have both values, with the 95 % interval of the bootstrap over clusters that
 * `bootstrap` makes: each query is compared with itself, so that what makes it hard for both does not blur the difference.
 *
 * a .5 .3 .9, b .4 .2 .8, a cluster each: every resample gives .1. Three visitors are few all the same: the interval is −.68 … .74.
 *
 * Source: Efron, Tibshirani 1993, sections 13.3 and 16.4; p as in Davison, Hinkley 1997, 4.2. Of visitors that all differ by the
 * whole range it is the sign test's.
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
  return resampledFigures(columns, cluster, options).map((figure) => {
    const interval = resampledInterval(figure, [-range, range]);
    return !hasInterval(interval)
      ? { ...interval, p: Number.NaN, atFloor: false }
      : { ...interval, ...pOf(figure, range) };
  });
}

function pOf(figure: ResampledFigure, range: number): Pick<PairedDifference, 'p' | 'atFloor'> {
  const { lower, upper } = guarded(figure, [-range, range]);
  const known = lower.filter((value) => !Number.isNaN(value)).length;
  const notAbove = lower.filter((value) => value <= 0).length;
  const notBelow = upper.filter((value) => value >= 0).length;
  const rarer = Math.min(notAbove, notBelow);
  return { p: Math.min(1, (2 * (1 + rarer)) / (1 + known)), atFloor: rarer === 0 };
}

/** As many resamples as let the p-values of so many comparisons come to .01 once they are corrected. */
export const resamplesFor = (comparisons: number, resamples = defaultResamples): number =>
  Math.max(resamples, 200 * comparisons);
