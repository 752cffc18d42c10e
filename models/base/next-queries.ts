import { emptyLists, groupBy, listAt, type Train } from '../../data/index.js';
import type { Queries } from './recommender.js';
import { SessionContexts } from './session-contexts.js';
import { type Later, visitorBound, visitorPaths } from './visitor-paths.js';

export interface NextOptions {
  /**
   * How to treat events at the same time, whose order the log does not determine. `in-order`, the default, uses the file's order;
   * with `together` none of them is in the context of another, so no figure depends on the order.
   */
  readonly equalTimes?: 'in-order' | 'together';
}

/** Queries for the next items of sessions. */
export interface NextQueries {
  readonly queries: Queries;
  /** The item that came next, one for each query. */
  readonly target: Int32Array;
  /** Whether it repeats the context's last item (0), is one earlier in the session (1), or new to it (2). */
  readonly relation: Uint8Array;
  /** Events of sessions with one event, first events of the others, and queries whose order the log does not determine. */
  readonly short: number;
  readonly first: number;
  readonly undetermined: number;
}

/**
 * Asks for every item of every session of a later part of a log, from the second on, given the session's items before it. Nothing is
 * excluded. Sessions of fewer than two events are left out.
 *
 * Before the session the context holds the visitor's history: all events of the visitor in train and the held part strictly
 * before the session starts. If the split cut the session, its beginning in train counts as history: the session in progress
 * is the part in the held events. Models that read only one of the two read the session.
 *
 * A query's time is that of the context's last event, so that the pause until the next event reveals nothing.
 *
 * Session a b a gives two queries: [a] → b (new), [a, b] → a (seen). If the visitor viewed c in train, their histories are
 * [c, a] and [c, a, b].
 *
 * Session a b c with b and c at the same time: [a] → b and [a, b] → c; with `equalTimes: 'together'`, [a] → b and [a] → c.
 * @throws Error when the held part's sessions have not been cut.
 */
export function nextQueries(train: Train, held: Later, options: NextOptions = {}): NextQueries {
  const isTogether = options.equalTimes === 'together';
  /** The number of a session's events that are known at the query for each of them. */
  const knownBefore = (own: Int32Array): Int32Array => {
    const known = Int32Array.from(own.keys());
    if (isTogether)
      for (let at = 1; at < own.length; at++)
        if (held.time[own[at]!] === held.time[own[at - 1]!]) known[at] = known[at - 1]!;
    return known;
  };
  let sessions = 0;
  for (const session of held.session) {
    if (session < 0) throw new Error('the next item of a session needs sessions: cut them before the split');
    sessions = Math.max(sessions, session + 1);
  }
  const bySession = groupBy(held.session, sessions);
  const asks = new Uint8Array(visitorBound(train, held));
  let first = 0;
  let short = 0;
  let queries = 0;
  let undetermined = 0;
  for (let session = 0; session < sessions; session++) {
    const own = listAt(bySession, session);
    if (own.length >= 2) {
      knownBefore(own).forEach((known, position) => {
        asks[held.visitor[own[position]!]!] = 1;
        if (known === 0) first++;
        else queries++;
        if (known > 0 && held.time[own[position]!] === held.time[own[known - 1]!]) undetermined++;
      });
    } else short += own.length;
  }

  const contexts = new SessionContexts(visitorPaths(train, held, asks));
  const visitor = new Int32Array(queries);
  const time = new Float64Array(queries);
  const from = new Int32Array(queries);
  const sessionFrom = new Int32Array(queries);
  const to = new Int32Array(queries);
  const targets = new Int32Array(queries);
  const code = new Uint8Array(queries);
  let query = 0;
  for (let session = 0; session < sessions; session++) {
    const own = listAt(bySession, session);
    if (own.length < 2) continue;
    const items = own.map((event) => held.item[event]!);
    const stretch = contexts.place(held.visitor[own[0]!]!, own);
    const knownTo = knownBefore(own);
    for (let position = 1; position < own.length; position++) {
      const known = knownTo[position]!;
      if (known === 0) continue;
      visitor[query] = held.visitor[own[position]!]!;
      time[query] = held.time[own[known - 1]!]!;
      from[query] = stretch.from;
      sessionFrom[query] = stretch.sessionFrom;
      to[query] = stretch.sessionFrom + known;
      targets[query] = items[position]!;
      const last = items.subarray(0, known).lastIndexOf(items[position]!);
      code[query++] = last < 0 ? 2 : last === known - 1 ? 0 : 1;
    }
  }
  // If visitors are known by their sessions alone, there is no history, and one column is enough.
  const sameStart = from.every((start, i) => start === sessionFrom[i]);
  return {
    queries: {
      visitor,
      time,
      from: sameStart ? sessionFrom : from,
      sessionFrom,
      to,
      events: contexts.events,
      exclude: emptyLists(queries),
      scope: 'session',
    },
    ...{ target: targets, relation: code, short, first, undetermined },
  };
}
