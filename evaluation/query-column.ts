/** One figure for every query, e.g. `ndcg` at 10. */
export interface QueryColumn {
  readonly metric: string;
  readonly k: number;
  /** One entry a query; NaN if the metric has no value (the query is then ignored). For a ratio, the numerator. */
  readonly values: Float64Array;
  /** For ratio metrics only: the figure is Σ values / Σ denominators instead of the mean of `values`. */
  readonly denominators?: Float64Array;
  /** The smallest and largest possible figure; 0 and 1 by default. */
  readonly bounds?: readonly [number, number];
}

/** A column's name in files and reports, e.g. `ndcg@10`. */
export const columnName = (column: Pick<QueryColumn, 'metric' | 'k'>): string => `${column.metric}@${column.k}`;
