import { type EventLog, eventCount, filterEvents } from '../event-log.js';
import { groupBy } from '../sparse.js';

export interface BusiestWindow {
  /** Each visitor's largest number of events within one window. */
  readonly events: Int32Array;
  /** Each visitor's largest number of distinct items within one window. */
  readonly items: Int32Array;
}

/**
 * Returns the maximum activity of each visitor with more than `most` events within any window of the given length in
 * ms; 0 for other visitors, who cannot exceed `most`. Windows slide: with an hour, events at 0:10, 0:50 and 1:09 share
 * a window; one at 1:10 would be outside it.
 */
export function busiestWindow(log: EventLog, window: number, most: number): BusiestWindow {
  const visitors = log.visitors.size;
  const total = new Int32Array(visitors);
  for (let event = 0; event < log.visitor.length; event++) total[log.visitor[event]!]!++;
  const busy = filterEvents(log, (event) => total[log.visitor[event]!]! > most);

  const events = new Int32Array(visitors);
  const items = new Int32Array(visitors);
  const { offsets, values } = groupBy(busy.visitor, visitors);
  const inWindow = new Int32Array(log.items.size);
  for (let visitor = 0; visitor < visitors; visitor++) {
    const end = offsets[visitor + 1]!;
    let first = offsets[visitor]!;
    let distinct = 0;
    for (let at = first; at < end; at++) {
      const event = values[at]!;
      while (busy.time[event]! - busy.time[values[first]!]! >= window)
        if (--inWindow[busy.item[values[first++]!]!]! === 0) distinct--;
      if (++inWindow[busy.item[event]!]! === 1) distinct++;
      events[visitor] = Math.max(events[visitor]!, at - first + 1);
      items[visitor] = Math.max(items[visitor]!, distinct);
    }
    while (first < end) inWindow[busy.item[values[first++]!]!] = 0;
  }
  return { events, items };
}

/** Returns 1 for each event of a visitor whose figure is above the threshold. */
export function dropVisitorsAbove(log: EventLog, figure: Int32Array, threshold: number): Uint8Array {
  const drop = new Uint8Array(eventCount(log));
  for (let event = 0; event < drop.length; event++) if (figure[log.visitor[event]!]! > threshold) drop[event] = 1;
  return drop;
}
