import { dayMs, hourMs } from '../calendar.js';
import type { EventLog } from '../event-log.js';
import { busiestWindow, dropVisitorsAbove } from './busiest-window.js';
import type { Removal } from './removal.js';

/** Finds all events of visitors with more than `most` events within any 24 hours: bots, and machines that share a cookie. */
export const findEventsPerDay = (log: EventLog, most: number): Removal =>
  findAbove('events-per-day', log, busiestWindow(log, dayMs, most).events, most, 'events within 24 hours');

/** Finds all events of visitors with more than `most` events within any 60 minutes. */
export const findEventsPerHour = (log: EventLog, most: number): Removal =>
  findAbove('events-per-hour', log, busiestWindow(log, hourMs, most).events, most, 'events within an hour');

/** Finds all events of visitors with more than `most` distinct items within any 60 minutes. */
export const findItemsPerHour = (log: EventLog, most: number): Removal =>
  findAbove('items-per-hour', log, busiestWindow(log, hourMs, most).items, most, 'distinct items within an hour');

function findAbove(rule: string, log: EventLog, figure: Int32Array, most: number, what: string): Removal {
  return {
    rule,
    drop: dropVisitorsAbove(log, figure, most),
    reason: (event) => `the visitor has ${figure[log.visitor[event]!]} ${what}, more than ${most}`,
  };
}
