import type { RemovedEvents } from '../clean/removal.js';
import { type EventLog, eventCount, sliceEvents, takeEvents } from '../event-log.js';
import { sessionBound } from '../sessions.js';

export type SplitKind = 'shares' | 'last-days' | 'sessions-last-days' | 'leave-last-out' | 'given' | 'whole';

/** A log in parts. Every event is in exactly one of the five logs; all share the ids of the original log. */
export interface Split {
  readonly how: SplitKind;
  readonly train: EventLog;
  readonly validation: EventLog;
  readonly test: EventLog;
  /** Events of train's sessions in validation's time: in no part while tuning, in train for the final fit. */
  readonly overhang: EventLog;
  /** Events in none of the parts, with the reasons. */
  readonly setAside: RemovedEvents;
  /** The number of events of the log that was split. */
  readonly events: number;
  /** First moments of validation and of test, in the log's time. */
  readonly boundaries: { readonly validationFrom?: number; readonly testFrom?: number };
  readonly warnings: readonly string[];
}

/** The parts of a split that models are fitted or evaluated on. */
export type SplitParts = Pick<Split, 'train' | 'validation' | 'test' | 'overhang'>;

/** Codes of the parts to which an event can be assigned. */
export const Part = { train: 0, validation: 1, test: 2, overhang: 3, setAside: 4 } as const;

/** Carries out an assignment: `part` holds a code of {@link Part} for each event of the log. */
export function makeSplit(
  how: SplitKind,
  log: EventLog,
  part: Uint8Array,
  boundaries: Split['boundaries'],
  warnings: readonly string[] = [],
): Split {
  const take = (code: number) => eventsOfPart(log, part, code);
  const left = take(Part.setAside);
  const reason = 'the session began before the test part and runs into it';
  return {
    how,
    train: take(Part.train),
    validation: take(Part.validation),
    test: take(Part.test),
    overhang: take(Part.overhang),
    setAside: { rule: 'session-past-cut', log: left, reason: Array<string>(eventCount(left)).fill(reason) },
    events: eventCount(log),
    boundaries,
    warnings,
  };
}

/** The events of one part: a view of the log where they are contiguous, as in most splits by time. */
function eventsOfPart(log: EventLog, part: Uint8Array, code: number): EventLog {
  const first = part.indexOf(code);
  if (first < 0) return sliceEvents(log, 0, 0);
  const end = part.lastIndexOf(code) + 1;
  let size = 0;
  for (let event = first; event < end; event++) if (part[event] === code) size++;
  if (size === end - first) return sliceEvents(log, first, end);
  const positions = new Int32Array(size);
  for (let event = first, at = 0; event < end; event++) if (part[event] === code) positions[at++] = event;
  return takeEvents(log, positions);
}

/** Assigns events by their time alone: train before `validationFrom`, test from `testFrom` on, validation between. */
export function partsByTime(log: EventLog, validationFrom: number, testFrom: number): Uint8Array {
  const part = new Uint8Array(eventCount(log));
  for (let event = 0; event < part.length; event++) {
    const time = log.time[event]!;
    part[event] = time >= testFrom ? Part.test : time >= validationFrom ? Part.validation : Part.train;
  }
  return part;
}

/**
 * Assigns whole sessions by their start. Sessions are truncated at the cut after their part: events of a train session
 * in validation's time are the overhang, events of a train or validation session in test's time are set aside.
 */
export function partsBySession(log: EventLog, validationFrom: number, testFrom: number): Uint8Array {
  const part = new Uint8Array(eventCount(log));
  const unseen = 255;
  const partOfSession = new Uint8Array(sessionBound(log)).fill(unseen);
  const byTime = partsByTime(log, validationFrom, testFrom);
  for (let event = 0; event < part.length; event++) {
    const now = byTime[event]!;
    const session = log.session[event]!;
    if (partOfSession[session] === unseen) partOfSession[session] = now;
    const own = partOfSession[session]!;
    if (now === own) part[event] = own;
    else part[event] = now === Part.validation ? Part.overhang : Part.setAside;
  }
  return part;
}
