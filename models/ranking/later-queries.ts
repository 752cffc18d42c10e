import { filterEvents, pastOf, sessionBound, type Train, VIEW } from '../../data/index.js';
import { funnelQueries } from '../base/funnel-queries.js';
import { nextQueries } from '../base/next-queries.js';
import type { Queries } from '../base/recommender.js';
import { takeQueries } from '../base/take-queries.js';

/**
 * What queries ask for: the `next` item of a session, the item of the next addtocart or transaction (`funnel`), or (`auto`) the latter where
 * there are any, else the former. P-next's train has views alone.
 */
export const questions = ['auto', 'next', 'funnel'] as const;
export type Question = (typeof questions)[number];

/** Queries that the later part of a train answers, and the moment at which it begins. */
export interface LaterQueries {
  /** Train's events before the moment. */
  readonly past: Train;
  readonly until: number;
  /** In order of time. */
  readonly queries: Queries;
  /** The item that answers each. */
  readonly target: Int32Array;
}

/**
 * Cuts a train in two and makes queries of what came later, as a protocol would: what learns from them sees lists of models that did not
 * know the answers.
 * @param share of train's events that come later.
 * @param most queries are kept, evenly spread over time.
 */
export function laterQueries(train: Train, question: Question, share: number, most: number): LaterQueries {
  const until = train.time[Math.floor(train.time.length * (1 - share))] ?? 0;
  const past = pastOf(train, until);
  const later = train.event.subarray(past.event.length);
  const isFunnel = question === 'auto' ? later.some((kind) => kind !== VIEW) : question === 'funnel';
  const { queries, target } = isFunnel
    ? funnelQueries(past, filterEvents(train, (event) => train.time[event]! >= until) as Train)
    : nextQueries(past, sessionsAfter(train, past));
  const byTime = Int32Array.from(target.keys()).sort((a, b) => queries.time[a]! - queries.time[b]! || a - b);
  const kept =
    byTime.length <= most
      ? byTime
      : Int32Array.from({ length: most }, (_, i) => byTime[Math.floor((i * byTime.length) / most)]!);
  return { past, until, queries: takeQueries(queries, kept), target: kept.map((at) => target[at]!) };
}

/** The events of the sessions that begin after a past, if any: one that began in it would ask about its second half alone. */
function sessionsAfter(train: Train, past: Train): Train {
  const begun = new Uint8Array(sessionBound(train));
  for (const session of past.session) begun[session] = 1;
  return filterEvents(train, (event) => train.session[event]! >= 0 && begun[train.session[event]!] === 0) as Train;
}
