import {
  type Cut,
  cutTrain,
  filterEvents,
  groupBy,
  holdOutPurchases,
  listAt,
  mix,
  packLists,
  sessionBound,
  type Train,
  VIEW,
} from '../../data/index.js';
import { contextEvents } from '../base/context-events.js';
import { funnelQueries } from '../base/funnel-queries.js';
import { nextQueries } from '../base/next-queries.js';
import type { FitOptions, Queries } from '../base/recommender.js';
import { takeQueries } from '../base/take-queries.js';

/**
 * What queries ask for: the `next` item of a session; the item of the next addtocart or transaction (`funnel`); a bought item of which the
 * visitor's log says nothing (`holdout`); or (`auto`) what the model will be asked for, and where that is not known the next steps down
 * the funnel, if train has some, else next items.
 */
export const questions = ['auto', 'next', 'funnel', 'holdout'] as const;
export type Question = (typeof questions)[number];

/** Queries that the part of a train answers which a cut took off. */
export interface ExampleQueries {
  readonly cut: Cut;
  /** What the cut leaves. */
  readonly known: Train;
  /** No event of `known` lies at or after this time. */
  readonly until: number;
  /** In order of time. */
  readonly queries: Queries;
  /** The item that answers each. */
  readonly target: Int32Array;
  /** 1 for the queries that are not learnt from, but tell when to stop: the latest, or those of some visitors where all are of one time. */
  readonly judges: Uint8Array;
}

export interface ExampleParameters {
  readonly question: Question;
  /** Of `next` and `funnel`: the share of train's events, the latest, that is cut off. */
  readonly later: number;
  /** At most so many queries, spread evenly. */
  readonly examples: number;
}

/** The share of the queries that judge. */
const shareOfJudges = 0.15;

/** So many times purchases are drawn from a train: there are few, and each draw takes one of a visitor. */
const draws = 3;

/**
 * Cuts a train and makes queries of what was cut off, as a protocol would: what learns from them sees lists of models that did not know
 * the answers. Several cuts where each gives few queries.
 */
export function exampleQueries(
  train: Train,
  { question, later, examples }: ExampleParameters,
  { asked, seed }: Pick<FitOptions, 'asked' | 'seed'>,
): ExampleQueries[] {
  const wanted = question === 'auto' ? (asked ?? 'funnel') : question;
  if (wanted === 'holdout')
    return Array.from({ length: draws }, (_, draw) =>
      thinned(heldOutQueries(train, seed + draw), Math.ceil(examples / draws)),
    );
  const isNext = wanted === 'next' || wanted === 'joint';
  return [thinned(laterQueries(train, isNext, later), examples)];
}

type Unjudged = Omit<ExampleQueries, 'judges'>;

/** Queries that train's later events answer. */
function laterQueries(train: Train, isNext: boolean, later: number): Unjudged {
  const until = train.time[Math.floor(train.time.length * (1 - later))] ?? 0;
  const cut = { until };
  const known = cutTrain(train, cut);
  const hasSteps = train.event.subarray(known.event.length).some((kind) => kind !== VIEW);
  const { queries, target } =
    isNext || !hasSteps
      ? nextQueries(known, sessionsAfter(train, known))
      : funnelQueries(known, filterEvents(train, (event) => train.time[event]! >= until) as Train);
  return { cut, known, until, queries, target };
}

/** The events of the sessions that begin after what is known, if any: one that began in it would ask about its second half alone. */
function sessionsAfter(train: Train, known: Train): Train {
  const begun = new Uint8Array(sessionBound(train));
  for (const session of known.session) begun[session] = 1;
  return filterEvents(train, (event) => train.session[event]! >= 0 && begun[train.session[event]!] === 0) as Train;
}

/**
 * Queries for purchases that were held out: the context is the rest of the visitor's log, the time its end, and nothing that the visitor
 * has met is a candidate.
 */
function heldOutQueries(train: Train, seed: number): Unjudged {
  const { train: rest, holdout } = holdOutPurchases(train, seed);
  const known = rest as Train;
  const until = (known.time.at(-1) ?? 0) + 1;
  const visitor = train.visitors.indexAll(holdout.visitor);
  const histories = groupBy(known.visitor, known.visitors.size);
  const to = visitor.map((id) => histories.offsets[id + 1]!);
  const events = contextEvents(known, histories.values);
  const own = (id: number) => Int32Array.from(new Set(listAt(histories, id).map((event) => known.item[event]!))).sort();
  return {
    ...{ cut: { heldOut: seed }, known, until },
    queries: {
      visitor,
      time: new Float64Array(visitor.length).fill(until),
      from: visitor.map((id) => histories.offsets[id]!),
      sessionFrom: to,
      to,
      events,
      exclude: packLists(Array.from(visitor, own)),
      scope: 'history',
    },
    target: train.items.indexAll(holdout.item),
  };
}

/** At most so many of the queries, evenly spread, in order of time. */
function thinned({ queries, target, ...rest }: Unjudged, most: number): ExampleQueries {
  const byTime = Int32Array.from(target.keys()).sort((a, b) => queries.time[a]! - queries.time[b]! || a - b);
  const kept =
    byTime.length <= most
      ? byTime
      : Int32Array.from({ length: most }, (_, i) => byTime[Math.floor((i * byTime.length) / most)]!);
  const some = takeQueries(queries, kept);
  const isJudge = (visitor: number, at: number) =>
    'until' in rest.cut ? at >= kept.length * (1 - shareOfJudges) : mix(0, visitor) % 100 < 100 * shareOfJudges;
  return {
    ...rest,
    queries: some,
    target: kept.map((at) => target[at]!),
    judges: Uint8Array.from(some.visitor, (visitor, at) => (isJudge(visitor, at) ? 1 : 0)),
  };
}
