import { InputError } from '../errors.js';
import { type EventLog, eventCount } from '../event-log.js';
import { makeSplit, partsByTime, type Split } from './assignment.js';

/**
 * Global time split by shares of the events: train first, then validation, then test.
 *
 * Events of one moment stay together: a tie at a boundary goes entirely to the later part. Times 1 2 2 3 with shares .5
 * and .25 give train 1, validation 2 2, test 3.
 * @throws InputError when a share is not positive or leaves nothing for train.
 */
export function splitByShares(log: EventLog, validation: number, test: number): Split {
  if (!(validation > 0 && test > 0 && validation + test < 1))
    throw new InputError(
      `shares ${validation} for validation and ${test} for test`,
      {},
      'two positive shares, sum < 1',
    );
  const validationFrom = timeAtShare(log, 1 - validation - test);
  const testFrom = timeAtShare(log, 1 - test);
  return makeSplit('shares', log, partsByTime(log, validationFrom, testFrom), { validationFrom, testFrom });
}

/** The time of the first event after the given share of them; Infinity past the end. */
export const timeAtShare = (log: EventLog, share: number): number =>
  log.time[Math.round(eventCount(log) * share)] ?? Number.POSITIVE_INFINITY;
