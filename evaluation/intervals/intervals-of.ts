import { columnName, type QueryColumn } from '../query-column.js';
import { bootstrap } from './bootstrap.js';
import type { BootstrapOptions } from './draws.js';
import type { Interval } from './interval.js';

/** Each column's figure with its interval, by name; columns that have a value for no query are left out. */
export function intervalsOf(
  columns: readonly QueryColumn[],
  cluster: Int32Array,
  options: BootstrapOptions,
): Record<string, Interval> {
  const intervals = bootstrap(columns, cluster, options);
  const named = columns.map((column, i) => [columnName(column), intervals[i]!] as const);
  return Object.fromEntries(named.filter(([, { mean }]) => !Number.isNaN(mean)));
}
