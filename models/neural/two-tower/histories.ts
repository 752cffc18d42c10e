import { type EventLog, groupBy, type Lists } from '../../../data/index.js';

/** What each visitor did. */
export interface Histories {
  /** List `v` holds the items of visitor `v`'s events, oldest first. */
  readonly items: Lists;
  /** The time of each visitor's last event. */
  readonly ends: Float64Array;
}

export function historiesOf(log: EventLog): Histories {
  const { offsets, values: events } = groupBy(log.visitor, log.visitors.size);
  const ends = Float64Array.from({ length: log.visitors.size }, (_, visitor) =>
    offsets[visitor + 1]! > offsets[visitor]!
      ? log.time[events[offsets[visitor + 1]! - 1]!]!
      : Number.NEGATIVE_INFINITY,
  );
  return { items: { offsets, values: events.map((event) => log.item[event]!) }, ends };
}
