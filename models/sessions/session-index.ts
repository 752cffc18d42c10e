import { groupBy, type Lists, type Train } from '../../data/index.js';
import { sessionItems } from '../base/session-items.js';
import { sessionOfEach } from '../base/session-of-each.js';

/** Train's sessions as a neighbourhood model reads them, numbered by recency: session 0 is the one that ended last. */
export interface SessionIndex {
  /** The distinct items of each session, in order of their last events. */
  readonly bySession: Lists;
  /** Parallel to `bySession.values`: the place of the item's last event in the session, 1 for the first event. */
  readonly places: Int32Array;
  /** The sessions of each item, the most recent first. */
  readonly byItem: Lists;
  /** The time of each session's last event, in the log's time. */
  readonly ended: Float64Array;
}

/**
 * Indexes the sessions of a log.
 * @throws InputError when the log is not cut into sessions.
 */
export function sessionIndex(train: Train, model: string): SessionIndex {
  const sessions = sessionItems(train, model);
  const recent = byRecency(train.session, sessions.offsets.length - 1);
  const size = recent.length;
  const offsets = new Int32Array(size + 1);
  const ended = new Float64Array(size);
  const values = new Int32Array(sessions.values.length);
  const places = new Int32Array(sessions.values.length);
  const seenIn = new Int32Array(train.items.size).fill(-1);
  let count = 0;
  for (let number = 0; number < size; number++) {
    const start = sessions.offsets[recent[number]!]!;
    const end = sessions.offsets[recent[number]! + 1]!;
    for (let at = end - 1; at >= start; at--) {
      const item = sessions.values[at]!;
      if (seenIn[item] === number) continue;
      seenIn[item] = number;
      values[count] = item;
      places[count++] = at - start + 1;
    }
    values.subarray(offsets[number]!, count).reverse();
    places.subarray(offsets[number]!, count).reverse();
    offsets[number + 1] = count;
    ended[number] = train.time[sessions.events[end - 1]!]!;
  }
  const bySession = { offsets, values: values.slice(0, count) };
  return { bySession, places: places.slice(0, count), byItem: sessionsOfItems(bySession, train.items.size), ended };
}

/** The sessions, latest last event first; events at the same time follow the log's order. */
function byRecency(session: Int32Array, sessions: number): Int32Array {
  const seen = new Uint8Array(sessions);
  const order: number[] = [];
  for (let event = session.length - 1; event >= 0; event--) {
    if (seen[session[event]!]) continue;
    seen[session[event]!] = 1;
    order.push(session[event]!);
  }
  return Int32Array.from(order);
}

/** For each item the sessions that contain it, ascending. */
function sessionsOfItems(bySession: Lists, items: number): Lists {
  const { offsets, values: entries } = groupBy(bySession.values, items);
  const session = sessionOfEach(bySession);
  return { offsets, values: entries.map((entry) => session[entry]!) };
}
