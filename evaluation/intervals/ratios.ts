import type { QueryColumn } from '../query-column.js';
import { effectiveClusters, extremesOf } from './cluster-sums.js';

/** One of the ratios, Σ values / Σ denominators, whose weighted sum is a column's figure. */
export interface Ratio {
  readonly weight: number;
  readonly values: Float64Array;
  /** Absent: 1 for each query with a value. */
  readonly denominators?: Float64Array | undefined;
}

/** The ratios of a column: one of weight 1, or one for each stratum with a weight, in which other queries are 0. */
export function ratiosOf({
  values,
  denominators,
  strata,
}: Pick<QueryColumn, 'values' | 'denominators' | 'strata'>): Ratio[] {
  if (!strata) return [{ weight: 1, values, denominators }];
  return strata.weights.flatMap((weight, stratum) => {
    if (weight === 0) return [];
    const within = (column: Float64Array) => column.map((value, query) => (strata.code[query] === stratum ? value : 0));
    return [{ weight, values: within(values), denominators: within(denominators!) }];
  });
}

/** Σ weight × a number of each ratio. */
export const weightedSum = <Of extends Pick<Ratio, 'weight'>>(
  ratios: readonly Of[],
  of: (ratio: Of) => number,
): number => ratios.reduce((sum, ratio) => sum + ratio.weight * of(ratio), 0);

/** The lowest and the highest figure that single clusters could make: the weighted sums of the ratios' own extremes. */
export function summedExtremes(
  ratios: readonly (readonly [weight: number, sums: Float64Array, sizes: Float64Array])[],
): [lowest: number, highest: number] {
  const extremes = ratios.map(([weight, sums, sizes]) => ({ weight, ends: extremesOf(sums, sizes) }));
  return [weightedSum(extremes, ({ ends }) => ends[0]), weightedSum(extremes, ({ ends }) => ends[1])];
}

/**
 * The effective number of clusters of a weighted sum: the weighted harmonic mean of the ratios' own. A share of 1 / n of each ratio could be
 * of clusters that were not met, so that together they can move the sum by Σ weight / n.
 */
export const summedClusters = (ratios: readonly (readonly [weight: number, sizes: Float64Array])[]): number =>
  ratios.reduce((sum, [weight]) => sum + weight, 0) /
  ratios.reduce((sum, [weight, sizes]) => sum + weight / effectiveClusters(sizes), 0);
