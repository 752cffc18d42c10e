import { applyRemoval, type Removal, type RemovedEvents } from './clean/removal.js';
import { InputError } from './errors.js';
import { type EventLog, eventCount } from './event-log.js';

export interface SessionParameters {
  /** An event more than this after the visitor's last one starts a new session. */
  readonly gapMinutes: number;
  /** `collapse` drops an event of the same item and kind as the session's previous event. */
  readonly repeats: 'keep' | 'collapse';
}

export const sessionDefaults: SessionParameters = { gapMinutes: 30, repeats: 'keep' };

/**
 * Cuts each visitor's events into sessions by inactivity. Session ids are dense, in order of the sessions' starts.
 *
 * A log that already has sessions keeps them (renumbered where cleaning left gaps); only repeats are handled.
 * With a gap of 30 minutes, one visitor's events at 10:00, 10:30 and 11:00:01 make two sessions: a gap of exactly 30
 * minutes does not cut.
 * @throws InputError when the log has neither sessions nor a clock, or the gap is not positive.
 */
export function cutSessions(
  log: EventLog,
  parameters: Partial<SessionParameters> = {},
): { log: EventLog; rejected: RemovedEvents } {
  const { gapMinutes, repeats } = { ...sessionDefaults, ...parameters };
  const withSessions = { ...log, ...(hasSessions(log) ? renumber(log) : { session: cutByGap(log, gapMinutes) }) };
  const removal = repeats === 'collapse' ? findRepeats(withSessions) : nothing(log);
  return applyRemoval(withSessions, removal);
}

/** Whether the log's sessions are known. */
export const hasSessions = (log: EventLog): boolean => (log.session[0] ?? -1) >= 0;

/** One more than the largest session id: the number of sessions, where their ids are dense. */
export function sessionBound({ session }: EventLog): number {
  let bound = 0;
  for (let event = 0; event < session.length; event++) bound = Math.max(bound, session[event]! + 1);
  return bound;
}

function cutByGap(log: EventLog, gapMinutes: number): Int32Array {
  if (!(gapMinutes > 0))
    throw new InputError(`a session gap of ${gapMinutes} minutes`, {}, 'a positive number of minutes');
  if (log.clock === 'order')
    throw new InputError('sessions cannot be cut: the log has no clock', {}, 'times in milliseconds, or sessions');
  const gap = gapMinutes * 60_000;
  const lastTime = new Float64Array(log.visitors.size).fill(Number.NEGATIVE_INFINITY);
  const current = new Int32Array(log.visitors.size);
  const session = new Int32Array(eventCount(log));
  let sessions = 0;
  for (let event = 0; event < session.length; event++) {
    const visitor = log.visitor[event]!;
    const time = log.time[event]!;
    if (time - lastTime[visitor]! > gap) current[visitor] = sessions++;
    lastTime[visitor] = time;
    session[event] = current[visitor]!;
  }
  return session;
}

/** Makes ids dense in order of first appearance, which is the order of starts in a log sorted by time. */
function renumber(log: EventLog): Pick<EventLog, 'session' | 'sessions'> {
  const bound = sessionBound(log);
  const dense = new Int32Array(bound).fill(-1);
  const given = new Int32Array(bound);
  const session = new Int32Array(eventCount(log));
  let count = 0;
  for (let event = 0; event < session.length; event++) {
    const old = log.session[event]!;
    if (dense[old]! < 0) {
      given[count] = old;
      dense[old] = count++;
    }
    session[event] = dense[old]!;
  }
  return { session, ...(log.sessions && { sessions: log.sessions.take(given.subarray(0, count)) }) };
}

function findRepeats(log: EventLog): Removal {
  const events = eventCount(log);
  const drop = new Uint8Array(events);
  const last = new Int32Array(events).fill(-1);
  for (let event = 0; event < events; event++) {
    const session = log.session[event]!;
    const before = last[session]!;
    if (before >= 0 && isRepeat(log, before, event)) drop[event] = 1;
    last[session] = event;
  }
  return { rule: 'repeat', drop, reason: () => 'same item and kind as the event before it in the session' };
}

/** Whether an event repeats the one before. An addtocart after the item was taken out does not: it ends at another time. */
const isRepeat = ({ item, event, removed }: EventLog, before: number, after: number): boolean =>
  item[before] === item[after] && event[before] === event[after] && removed?.[before] === removed?.[after];

const nothing = (log: EventLog): Removal => ({
  rule: 'repeat',
  drop: new Uint8Array(eventCount(log)),
  reason: () => '',
});
