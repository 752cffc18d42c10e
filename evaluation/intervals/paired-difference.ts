import { type ResampledFigure, resampledFigures } from './bootstrap.js';
import type { BootstrapOptions } from './draws.js';
import type { Interval } from './interval.js';
import { middle95 } from './quantile.js';

/** How far one model is ahead of another on the same queries. */
export interface PairedDifference extends Interval {
  /** Two-sided: 2 · (1 + the resamples on the rarer side of zero) / (1 + resamples), at most 1. Zero counts on both sides. */
  readonly p: number;
}

/**
 * The mean of a − b over the queries that have both values, with the 95 % interval of the bootstrap over clusters that
 * {@link bootstrap} makes: each query is compared with itself, so that what makes it hard for both does not blur the
 * difference. The models differ, at 5 %, where the interval excludes zero.
 *
 * a .5 .3 .9, b .4 .2 .8, a cluster each: every resample gives .1, so the interval is .1 … .1.
 *
 * Source: Efron, Tibshirani 1993, sections 13.3 and 16.4; p as in Davison, Hinkley 1997, 4.2.
 * @param a one value a query, NaN where there is none; `b` likewise.
 * @param cluster each query's cluster, dense from 0.
 */
export function pairedDifference(
  a: Float64Array,
  b: Float64Array,
  cluster: Int32Array,
  options: BootstrapOptions,
): PairedDifference {
  const column = { metric: 'difference', k: 0, values: a.map((value, query) => value - b[query]!) };
  const [{ figure, resampled }] = resampledFigures([column], cluster, options) as [ResampledFigure];
  const known = resampled.filter((value) => !Number.isNaN(value));
  const notAbove = known.filter((value) => value <= 0).length;
  const notBelow = known.filter((value) => value >= 0).length;
  const p = Math.min(1, (2 * (1 + Math.min(notAbove, notBelow))) / (1 + known.length));
  return { mean: figure, ...middle95(resampled), p };
}
