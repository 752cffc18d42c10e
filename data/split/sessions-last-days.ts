import { InputError } from '../errors.js';
import type { EventLog } from '../event-log.js';
import { hasSessions } from '../sessions.js';
import { makeSplit, partsBySession, type Split } from './assignment.js';
import { lastDays } from './last-days.js';

/**
 * Test is the sessions that start in the last `days` days, validation those that start in as many days before; train is
 * the events before (Hidasi & Karatzoglou's GRU4Rec protocol). Sessions are truncated at the end of their part.
 * @throws InputError when the log has no sessions or no clock, or `days` is not positive.
 */
export function splitSessionsLastDays(log: EventLog, days: number): Split {
  if (!hasSessions(log)) throw new InputError('the log has no sessions yet', {}, 'sessions cut before the split');
  const boundaries = lastDays(log, days);
  const part = partsBySession(log, boundaries.validationFrom, boundaries.testFrom);
  return makeSplit('sessions-last-days', log, part, boundaries);
}
