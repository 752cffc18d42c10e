/** One figure for every query, e.g. `ndcg` at 10. */
export interface QueryColumn {
  readonly metric: string;
  readonly k: number;
  /** One entry a query; NaN if the metric has no value (the query is then ignored). For a ratio, the numerator. */
  readonly values: Float64Array;
  /** For ratio metrics only: the figure is Σ values / Σ denominators instead of the mean of `values`. */
  readonly denominators?: Float64Array;
  /** For weighted sums of ratios only: the figure is Σ weight · (Σ values / Σ denominators of its queries) over the strata. */
  readonly strata?: Strata;
  /** The smallest and largest possible figure; 0 and 1 by default. */
  readonly bounds?: readonly [number, number];
}

/** Queries in groups, each with a weight: query `i` is in stratum `code[i]`; a stratum of weight 0 adds nothing. */
export interface Strata {
  readonly code: Uint8Array;
  readonly weights: readonly number[];
}

/** A column's name in files and reports, e.g. `ndcg@10`. */
export const columnName = (column: Pick<QueryColumn, 'metric' | 'k'>): string => `${column.metric}@${column.k}`;
