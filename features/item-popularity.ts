import { type EventLog, groupBy, listAt } from '../data/index.js';

/** The popularity of each item; one entry per item of the vocabulary. */
export interface ItemPopularity {
  readonly events: Int32Array;
  /** Distinct visitors. */
  readonly visitors: Int32Array;
}

/** Counts the events and the distinct visitors of every item. */
export function itemPopularity(log: EventLog): ItemPopularity {
  const eventsOf = groupBy(log.item, log.items.size);
  const lastItem = new Int32Array(log.visitors.size).fill(-1);
  const events = new Int32Array(log.items.size);
  const visitors = new Int32Array(log.items.size);
  for (let item = 0; item < log.items.size; item++) {
    for (const event of listAt(eventsOf, item)) {
      const visitor = log.visitor[event]!;
      events[item]!++;
      if (lastItem[visitor] !== item) visitors[item]!++;
      lastItem[visitor] = item;
    }
  }
  return { events, visitors };
}
