import type { Interval } from './interval.js';
import { middle95 } from './quantile.js';

/** A column's figure, and its value in each resample. */
export interface ResampledFigure {
  readonly figure: number;
  /** NaN for a resample without a value. */
  readonly resampled: Float64Array;
  /** The number of clusters that have a value. */
  readonly met: number;
  /** The effective number of clusters. */
  readonly clusters: number;
  /** The lowest and the highest figure of a single cluster. */
  readonly extremes: Bounds;
}

/** The smallest and largest possible value of a figure. */
export type Bounds = readonly [least: number, most: number];

/** The bounds of a share. */
export const shareBounds: Bounds = [0, 1];

/** A figure's resamples, adjusted for the lower and for the upper end. */
interface GuardedResamples {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** From this many clusters on, unseen clusters are assumed to be no more extreme than those observed. */
const clustersThatShow = 30;

/**
 * How far visitors missing from the sample can differ: up to the metric's bounds if there are fewer than 30 visitors or all are equal,
 * otherwise as far as the most extreme of those observed.
 * @param clusters the effective number of visitors.
 */
export function unmetBounds(extremes: Bounds, clusters: number, bounds: Bounds): Bounds {
  const vary = extremes[1] - extremes[0] > 1e-9 * (bounds[1] - bounds[0]);
  return clusters >= clustersThatShow && vary ? extremes : bounds;
}

/**
 * Accounts for the visitors missing from the sample. With few visitors, or when hardly any differ, resamples vary too little:
 * if all values are equal, so are all resamples. So a share of each resample is given to unseen visitors; for n visitors the
 * share is Beta(1, n) distributed. Their values are as extreme as can be; see {@link unmetBounds}.
 *
 * Ten visitors, all with the value 0 of a figure between 0 and 1: the upper end is 1 − .025^(1/10) = .31, as Clopper and Pearson's.
 *
 * Source: Gaffke 2005, "Three test statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative variable";
 * as an interval in Learned-Miller, Thomas 2020, "A new confidence interval for the mean of a bounded random variable". There the
 * observed values have Dirichlet weights, where this uses the bootstrap's counts. There, unseen values are at the bound for any
 * number of visitors, which hides differences of a twentieth of the range among 200 visitors.
 */
function guarded({ resampled, clusters, extremes }: ResampledFigure, bounds: Bounds): GuardedResamples {
  const [least, most] = unmetBounds(extremes, clusters, bounds);
  // Quantiles of Beta(1, n) at evenly spaced levels: a resample is independent of its number.
  const unmet = resampled.map((_, resample) => 1 - ((resample + 0.5) / resampled.length) ** (1 / clusters));
  return {
    lower: resampled.map((value, resample) => value - unmet[resample]! * (value - least)),
    upper: resampled.map((value, resample) => value + unmet[resample]! * (most - value)),
  };
}

/** The middle 95 % of a figure's resamples, widened to contain the figure; NaN ends if only one visitor has a value. */
export function resampledInterval(figure: ResampledFigure, bounds: Bounds): Interval {
  const mean = figure.figure;
  if (figure.met < 2) return { mean, low: Number.NaN, high: Number.NaN };
  const { lower, upper } = guarded(figure, bounds);
  return { mean, low: Math.min(mean, middle95(lower).low), high: Math.max(mean, middle95(upper).high) };
}
