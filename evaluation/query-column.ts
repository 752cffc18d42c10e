/** One figure for every query, e.g. `ndcg` at 10. */
export interface QueryColumn {
  readonly metric: string;
  readonly k: number;
  /** One entry a query; NaN where the metric has no value (the query then counts for nothing). Of a ratio, the numerator. */
  readonly values: Float64Array;
  /** Of a ratio metric only: Σ values / Σ denominators is the figure, rather than the mean of `values`. */
  readonly denominators?: Float64Array;
  /** The least and the most that the figure can be; 0 and 1 unless given. */
  readonly bounds?: readonly [number, number];
}

/** A column's name in files and reports, e.g. `ndcg@10`. */
export const columnName = (column: Pick<QueryColumn, 'metric' | 'k'>): string => `${column.metric}@${column.k}`;
