import type { Interval } from './interval.js';
import { middle95 } from './quantile.js';

/** A column's figure, and what it is in each resample. */
export interface ResampledFigure {
  readonly figure: number;
  /** NaN for a resample without a value. */
  readonly resampled: Float64Array;
  /** Clusters that have a value. */
  readonly met: number;
  /** As many clusters of equal size would say as much: (Σ sizes)² / Σ sizes² (Kish 1965, "Survey sampling", 11.7). */
  readonly clusters: number;
  /** The lowest and the highest figure of a single cluster. */
  readonly extremes: Bounds;
}

/** The least and the most that a figure can be. */
export type Bounds = readonly [least: number, most: number];

/** What is a share of something. */
export const shareBounds: Bounds = [0, 1];

/** A figure's resamples, taken for its lower and for its upper end. */
interface GuardedResamples {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** From so many clusters on, clusters that were not met are taken to be no more extreme than those that were. */
const clustersThatShow = 30;

/**
 * Takes into account the visitors whom the sample lacks. Among few visitors, or where hardly any differ, a resample shows less
 * than there is: where all values are equal, all resamples are. So a share of each resample is given to visitors not met:
 * of n visitors, the share is Beta(1, n) distributed. Their values are at the metric's bound where visitors are fewer than 30 or
 * all equal, and else at the most extreme value met.
 *
 * Ten visitors, all with the value 0 of a figure between 0 and 1: the upper end is 1 − .025^(1/10) = .31, as Clopper and Pearson's.
 *
 * Source: Gaffke 2005, "Three test statistics for a nonparametric one-sided hypothesis on the mean of a nonnegative variable";
 * as an interval in Learned-Miller, Thomas 2020, "A new confidence interval for the mean of a bounded random variable". There the
 * values met are weighted by a Dirichlet distribution, for which the bootstrap's counts stand here, and values not met are at the
 * bound however many there are, which hides differences of a twentieth of the range among 200 visitors.
 */
function guarded({ resampled, clusters, extremes }: ResampledFigure, bounds: Bounds): GuardedResamples {
  const range = bounds[1] - bounds[0];
  const shown = clusters >= clustersThatShow && extremes[1] - extremes[0] > 1e-9 * range;
  const [least, most] = shown ? extremes : bounds;
  // Quantiles of Beta(1, n) at evenly spread levels: resamples are independent of their numbers.
  const unmet = resampled.map((_, resample) => 1 - ((resample + 0.5) / resampled.length) ** (1 / clusters));
  return {
    lower: resampled.map((value, resample) => value - unmet[resample]! * (value - least)),
    upper: resampled.map((value, resample) => value + unmet[resample]! * (most - value)),
  };
}

/** The middle 95 % of a figure's resamples, never without the figure itself; none where one visitor is all there is. */
export function resampledInterval(figure: ResampledFigure, bounds: Bounds): Interval {
  const mean = figure.figure;
  if (figure.met < 2) return { mean, low: Number.NaN, high: Number.NaN };
  const { lower, upper } = guarded(figure, bounds);
  return { mean, low: Math.min(mean, middle95(lower).low), high: Math.max(mean, middle95(upper).high) };
}
