import { type EventLog, eventCount } from '../event-log.js';
import { Part, type SplitParts } from '../split/assignment.js';

const codes = Object.entries(Part) as readonly (readonly [keyof typeof Part, number])[];

/**
 * Returns the code of the part that each event of a log is in; an event in none of the given parts is set aside.
 * @param parts of this log, each with its events in the log's order.
 */
export function partCodes(log: EventLog, parts: SplitParts): Uint8Array {
  const part = new Uint8Array(eventCount(log)).fill(Part.setAside);
  for (const [name, code] of codes) {
    if (name === 'setAside') continue;
    const events = parts[name];
    for (let event = 0, next = 0; next < eventCount(events); event++) {
      if (event === part.length) throw new RangeError(`an event of ${name} is not in the log`);
      if (!isSame(log, event, events, next)) continue;
      part[event] = code;
      next++;
    }
  }
  return part;
}

const isSame = (log: EventLog, event: number, other: EventLog, at: number): boolean =>
  log.row[event] === other.row[at] &&
  log.time[event] === other.time[at] &&
  log.item[event] === other.item[at] &&
  log.event[event] === other.event[at];

/** The events of a log that are in one of the given parts, in order; all if none is given. */
export function* eventsOf(part: Uint8Array, ...wanted: readonly number[]): Generator<number> {
  for (let event = 0; event < part.length; event++)
    if (wanted.length === 0 || wanted.includes(part[event]!)) yield event;
}
