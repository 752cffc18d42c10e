import { bootstrap } from './intervals/bootstrap.js';
import type { BootstrapOptions } from './intervals/draws.js';
import type { Interval } from './intervals/interval.js';
import { byName } from './intervals/intervals-of.js';
import type { QueryColumn } from './query-column.js';
import type { Segmentation } from './task.js';

/** The figures of one segment's queries. */
export interface SegmentRow {
  readonly label: string;
  readonly queries: number;
  /** By names such as `ndcg@10`; a metric without a value for any query of the segment is left out. */
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
  const segments = segmentation.labels.flatMap((label, code) => {
    const within = Float64Array.from(segmentation.code, (of) => (of === code ? 1 : 0));
    const queries = within.reduce((sum, one) => sum + one, 0);
    return queries ? [{ label, queries, columns: columns.map((column) => restrict(column, within)) }] : [];
  });
  const intervals = bootstrap(
    segments.flatMap((segment) => segment.columns),
    cluster,
    options,
  );
  return segments.map(({ label, queries, columns: own }, i) => ({
    label,
    queries,
    metrics: byName(own, intervals.slice(i * own.length, (i + 1) * own.length)),
  }));
}

/** Restricts a column to the queries within a segment. */
function restrict({ values, denominators, ...column }: QueryColumn, within: Float64Array): QueryColumn {
  const inside = values.map((value, query) => (within[query] ? value : 0));
  if (denominators)
    return { ...column, values: inside, denominators: denominators.map((n, query) => n * within[query]!) };
  const weights = inside.some(Number.isNaN)
    ? within.map((one, query) => (Number.isNaN(inside[query]!) ? 0 : one))
    : within;
  return { ...column, values: inside, denominators: weights };
}
