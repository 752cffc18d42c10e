import { columnName, type QueryColumn } from '../query-column.js';
import { bootstrap } from './bootstrap.js';
import type { BootstrapOptions } from './draws.js';
import type { Interval } from './interval.js';

/** Each column's figure with its interval, by name; columns without a value for any query are left out. */
export const intervalsOf = (
  columns: readonly QueryColumn[],
  cluster: Int32Array,
  options: BootstrapOptions,
): Record<string, Interval> => byName(columns, bootstrap(columns, cluster, options));

/** Intervals by their columns' names; columns whose figure is NaN, without a value for any query, are left out. */
export function byName(columns: readonly QueryColumn[], intervals: readonly Interval[]): Record<string, Interval> {
  const named = columns.map((column, i) => [columnName(column), intervals[i]!] as const);
  return Object.fromEntries(named.filter(([, { mean }]) => !Number.isNaN(mean)));
}
