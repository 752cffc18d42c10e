import type { BootstrapOptions } from './intervals/draws.js';
import type { Interval } from './intervals/interval.js';
import { intervalsOf } from './intervals/intervals-of.js';
import type { QueryColumn } from './query-column.js';
import type { Segmentation } from './task.js';

/** The figures of one segment's queries. */
export interface SegmentRow {
  readonly label: string;
  readonly queries: number;
  /** By names such as `ndcg@10`; a metric that has a value for no query of the segment is left out. */
  readonly metrics: Readonly<Record<string, Interval>>;
}

/**
 * The figures by segment: one row a label that has queries, in the labels' order. Intervals come from the same resamples of all
 * clusters as the figures over all queries.
 */
export function segmentTable(
  columns: readonly QueryColumn[],
  segmentation: Segmentation,
  cluster: Int32Array,
  options: BootstrapOptions,
): SegmentRow[] {
  return segmentation.labels.flatMap((label, code) => {
    const within = Float64Array.from(segmentation.code, (of) => (of === code ? 1 : 0));
    const queries = within.reduce((sum, one) => sum + one, 0);
    if (queries === 0) return [];
    return [
      {
        label,
        queries,
        metrics: intervalsOf(
          columns.map((column) => restrict(column, within)),
          cluster,
          options,
        ),
      },
    ];
  });
}

/** A column that counts only the queries within. */
function restrict({ metric, k, values, denominators }: QueryColumn, within: Float64Array): QueryColumn {
  const inside = values.map((value, query) => (within[query] ? value : 0));
  if (denominators)
    return { metric, k, values: inside, denominators: denominators.map((n, query) => n * within[query]!) };
  const weights = inside.some(Number.isNaN)
    ? within.map((one, query) => (Number.isNaN(inside[query]!) ? 0 : one))
    : within;
  return { metric, k, values: inside, denominators: weights };
}
