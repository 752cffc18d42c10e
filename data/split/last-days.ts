import { dayMs, hourMs } from '../calendar.js';
import { InputError } from '../errors.js';
import type { EventLog } from '../event-log.js';
import { makeSplit, partsByTime, type Split } from './assignment.js';

/**
 * Test is the events of the last `days` days, validation those of as many days before, train the rest.
 * @throws InputError when the log has no clock or `days` is not positive.
 */
export function splitLastDays(log: EventLog, days: number): Split {
  const boundaries = lastDays(log, days);
  return makeSplit('last-days', log, partsByTime(log, boundaries.validationFrom, boundaries.testFrom), boundaries);
}

/**
 * Where validation and test begin. Days are counted back from the full hour at or next after the last event:
 * RetailRocket ends 2015-09-18T02:59:47Z, so its last seven days begin 2015-09-11T03:00:00Z.
 */
export function lastDays(log: EventLog, days: number): { validationFrom: number; testFrom: number } {
  if (!(days > 0)) throw new InputError(`a split by the last ${days} days`, {}, 'a positive number of days');
  if (log.clock === 'order')
    throw new InputError('the log cannot be split by days: it has no clock', {}, 'times in milliseconds, or `shares`');
  const end = Math.ceil((log.time.at(-1) ?? 0) / hourMs) * hourMs;
  return { validationFrom: end - 2 * days * dayMs, testFrom: end - days * dayMs };
}
