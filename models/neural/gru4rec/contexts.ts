import { type Lists, packLists } from '../../../data/index.js';
import { type Queries, queryCount } from '../../base/recommender.js';

/**
 * The contexts of queries, laid out as sessions. Contexts that begin at the same event, as those of one session do, are read
 * only once.
 */
export interface Contexts {
  /** The items of each session that occurred in training, oldest first. */
  readonly sessions: Lists;
  /** Each query's session, … */
  readonly session: Int32Array;
  /** … and how many of the session's items are the query's context. */
  readonly clicks: Int32Array;
}

/**
 * Lays the contexts of queries out as sessions.
 * @param counts how often each item occurred in training; items with a count of 0, or beyond the array, are skipped.
 * @param lastEvents number of last events of a visitor's history that are read, as one session.
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
