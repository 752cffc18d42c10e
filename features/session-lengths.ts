import { type EventLog, sessionBound } from '../data/index.js';

/** Columns about sessions, one entry per session. */
export interface SessionLengths {
  readonly events: Int32Array;
  /** Milliseconds from the first event to the last; undefined where the log has no clock. */
  readonly duration: Float64Array | undefined;
}

/** Returns the length and duration of every session. Requires a log whose sessions are cut. */
export function sessionLengths(log: EventLog): SessionLengths {
  const sessions = sessionBound(log);
  const events = new Int32Array(sessions);
  const first = new Float64Array(sessions).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(sessions).fill(Number.NEGATIVE_INFINITY);
  for (let event = 0; event < log.session.length; event++) {
    const session = log.session[event]!;
    events[session]!++;
    first[session] = Math.min(first[session]!, log.time[event]!);
    last[session] = Math.max(last[session]!, log.time[event]!);
  }
  return { events, duration: log.clock === 'order' ? undefined : last.map((time, session) => time - first[session]!) };
}
