import type { EventLog } from '../event-log.js';
import { busiestWindow, dropVisitorsAbove } from './busiest-window.js';
import type { Removal } from './removal.js';

const hour = 3_600_000;
const day = 24 * hour;

/** Finds all events of visitors with more than `most` events within any 24 hours: bots, and machines that share a cookie. */
export const findEventsPerDay = (log: EventLog, most: number): Removal =>
  findAbove('events-per-day', log, busiestWindow(log, day, most).events, most, 'events within 24 hours');

/** Finds all events of visitors with more than `most` events within any 60 minutes. */
export const findEventsPerHour = (log: EventLog, most: number): Removal =>
  findAbove('events-per-hour', log, busiestWindow(log, hour, most).events, most, 'events within an hour');

/** Finds all events of visitors with more than `most` distinct items within any 60 minutes. */
export const findItemsPerHour = (log: EventLog, most: number): Removal =>
  findAbove('items-per-hour', log, busiestWindow(log, hour, most).items, most, 'distinct items within an hour');

function findAbove(rule: string, log: EventLog, figure: Int32Array, most: number, what: string): Removal {
  return {
    rule,
    drop: dropVisitorsAbove(log, figure, most),
    reason: (event) => `the visitor has ${figure[log.visitor[event]!]} ${what}, more than ${most}`,
  };
}
