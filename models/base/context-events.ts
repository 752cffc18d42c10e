import { type EventColumns, takeColumns } from '../../data/index.js';
import type { Queries } from './recommender.js';

/** The events at the given positions, as the shared columns of which contexts are slices. */
export function contextEvents(log: EventColumns, positions: Int32Array): Queries['events'] {
  const { item, event, time, removed } = takeColumns(log, positions);
  return { item, kind: event, time, ...(removed && { removed }) };
}
