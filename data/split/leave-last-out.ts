import type { EventLog } from '../event-log.js';
import { groupBy, listAt } from '../sparse.js';
import { makeSplit, Part, type Split } from './assignment.js';

/**
 * Each visitor's last event is test, the one before it validation, the rest train. A visitor with two events has none
 * in validation; a visitor with one event is only in train.
 *
 * It leaks: train contains other visitors' events later than a test event, so a model sees what was popular after the
 * moment it predicts. {@link Split.warnings} reports this, and `assertNoLeak` fails.
 */
export function splitLeaveLastOut(log: EventLog): Split {
  const part = new Uint8Array(log.visitor.length);
  const eventsOf = groupBy(log.visitor, log.visitors.size);
  for (let visitor = 0; visitor < log.visitors.size; visitor++) {
    const events = listAt(eventsOf, visitor);
    if (events.length > 1) part[events.at(-1)!] = Part.test;
    if (events.length > 2) part[events.at(-2)!] = Part.validation;
  }
  return makeSplit('leave-last-out', log, part, {}, [
    'leave-last-out leaks: train holds other visitors’ events from after the test events; use a split by time for claims',
  ]);
}
