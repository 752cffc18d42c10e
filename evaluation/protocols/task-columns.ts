import { type EventColumns, takeColumns, Vocabulary } from '../../data/index.js';
import type { Queries } from '../../models/index.js';

/** The events at the given positions, as the shared columns of which contexts are slices. */
export function contextEvents(log: EventColumns, positions: Int32Array): Queries['events'] {
  const { item, event, time, removed } = takeColumns(log, positions);
  return { item, kind: event, time, ...(removed && { removed }) };
}

/** Clusters 0, 1, … for the visitors of the queries, in order of first appearance. */
export const clusterByVisitor = (visitor: Int32Array): Int32Array => Vocabulary.encode(visitor).dense;

/** Distinct items, ascending. */
export const distinctItems = (items: Iterable<number>): Int32Array => Int32Array.from(new Set(items)).sort();
