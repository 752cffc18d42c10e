import { type Lists, packLists } from '../../../data/index.js';
import { type Queries, queryCount } from '../../base/recommender.js';

/**
 * The contexts of queries as sessions to go through: those that begin at the same event, as the positions of a session do, are gone
 * through once.
 */
export interface Contexts {
  /** The items of each session that were learnt of, the first one first. */
  readonly sessions: Lists;
  /** Of each query its session, … */
  readonly session: Int32Array;
  /** … and how many of that one's items are its context. */
  readonly clicks: Int32Array;
}

/**
 * Lays the contexts of queries out as sessions.
 * @param counts how often each item was learnt of: those that never were are passed over, and those beyond.
 * @param lastEvents so many events of a visitor's history are read, as one session.
 */
export function contextsOf(queries: Queries, counts: Float64Array, lastEvents: number): Contexts {
  const count = queryCount(queries);
  const start = Int32Array.from(queries.from, (from, query) =>
    queries.scope === 'history' ? Math.max(from, queries.to[query]! - lastEvents) : from,
  );
  const session = new Int32Array(count);
  const clicks = new Int32Array(count);
  const sessions: number[][] = [];
  const order = Int32Array.from(start.keys()).sort((a, b) => start[a]! - start[b]! || queries.to[a]! - queries.to[b]!);
  let place = 0;
  for (const [at, query] of order.entries()) {
    if (at === 0 || start[query] !== start[order[at - 1]!]) {
      sessions.push([]);
      place = start[query]!;
    }
    const known = sessions.at(-1)!;
    for (; place < queries.to[query]!; place++) {
      const item = queries.events.item[place]!;
      if (counts[item]! > 0) known.push(item);
    }
    session[query] = sessions.length - 1;
    clicks[query] = known.length;
  }
  return { sessions: packLists(sessions), session, clicks };
}

/** Whole sessions as contexts, one a query. */
export function wholeSessions(sessions: Lists): Contexts {
  const session = Int32Array.from({ length: sessions.offsets.length - 1 }, (_, at) => at);
  return { sessions, session, clicks: session.map((at) => sessions.offsets[at + 1]! - sessions.offsets[at]!) };
}
