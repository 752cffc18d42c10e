import type { EventLog } from '../event-log.js';
import { makeSplit, partsByTime, type Split } from './assignment.js';
import { timeAtShare } from './by-shares.js';

const validationShare = 0.1;

/**
 * For targets in a separate file: the whole log is for training, and test is empty. Validation is the last tenth of the
 * events.
 */
export function splitWhole(log: EventLog): Split {
  const validationFrom = timeAtShare(log, 1 - validationShare);
  return makeSplit('whole', log, partsByTime(log, validationFrom, Number.POSITIVE_INFINITY), { validationFrom });
}
