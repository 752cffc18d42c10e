import { dayMs } from '../../calendar.js';
import { counted } from '../../count-text.js';
import type { EventLog } from '../../event-log.js';
import { numberPairs } from '../../number-pairs.js';
import type { Vocabulary } from '../../vocabulary.js';

/** An event without a session id belongs to the visitor's session before it unless that is longer ago. */
const gap = 30 * 60_000;

/**
 * Numbers the sessions of a log that came with session ids and visitors, in order of their starts. Sessions of removals alone leave gaps, which
 * `cutSessions` closes.
 *
 * A session belongs to one visitor: two visitors with the same session id have two sessions. So has a visitor whose session id comes
 * again after more than a day, as where a shop counts each day from 1. An event without an id continues the visitor's session, or after
 * half an hour begins one.
 * @param log sorted by time.
 * @param given the id of each event in `ids`, −1 where it is missing.
 */
export function givenSessions(
  log: EventLog,
  given: Int32Array,
  ids: Vocabulary,
  warnings: string[],
): Pick<EventLog, 'session' | 'sessions'> {
  const events = given.length;
  const session = new Int32Array(events);
  const idOf = new Int32Array(events);
  const lastTime = new Float64Array(events);
  const { number: both, first } = numberPairs(log.visitor, given);
  /** The latest session of each visitor, and of each pair of a visitor and an id. */
  const ofVisitor = new Int32Array(log.visitors.size).fill(-1);
  const ofBoth = new Int32Array(first.length).fill(-1);
  let sessions = 0;
  let repeated = 0;
  let unnamed = 0;
  const begin = (id: number): number => {
    idOf[sessions] = id;
    return sessions++;
  };
  for (let event = 0; event < events; event++) {
    const visitor = log.visitor[event]!;
    const id = given[event]!;
    const time = log.time[event]!;
    let now: number;
    if (id < 0) {
      const last = ofVisitor[visitor]!;
      now = last >= 0 && time - lastTime[last]! <= gap ? last : begin(-1);
      unnamed++;
    } else {
      const known = ofBoth[both[event]!]!;
      const isOld = known >= 0 && time - lastTime[known]! > dayMs && log.clock === 'wall';
      if (isOld) repeated++;
      now = known < 0 || isOld ? begin(id) : known;
      ofBoth[both[event]!] = now;
    }
    ofVisitor[visitor] = now;
    lastTime[now] = time;
    session[event] = now;
  }
  if (repeated > 0)
    warnings.push(
      `${counted(repeated, 'session')} had the id of one more than a day before: each is a session of its own`,
    );
  if (unnamed > 0)
    warnings.push(
      `${counted(unnamed, 'event')} had no session id and belong to the visitor’s session before, or to a new one after half an hour`,
    );
  return { session, ...(unnamed === 0 && { sessions: ids.take(idOf.subarray(0, sessions)) }) };
}
