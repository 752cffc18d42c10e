import {
  emptyLists,
  groupBy,
  listAt,
  mix,
  packLists,
  type Test,
  type Train,
  type Validation,
  VIEW,
} from '../../data/index.js';
import { type Queries, SessionContexts, visitorBound, visitorPaths } from '../../models/index.js';
import { jointKinds } from '../metrics/joint.js';
import type { EvaluationTask } from '../task.js';
import { stageSegmentation } from './segmentations.js';
import { clusterByVisitor, distinctItems } from './task-columns.js';

/**
 * P-joint: every session that starts in the held part is cut once, after its first 1 … length − 1 events, and three lists are asked for:
 * for its next view (one item), for all items put into a cart later in the session, and for all bought later. A list without a target
 * is not asked for. The three queries of a session differ in {@link Queries.asks} alone. Nothing is excluded.
 *
 * The context holds the visitor's history, all events strictly before the session starts, and the session up to its cut. A query's time is
 * that of the context's last event.
 *
 * Session `view a, view b, addtocart b, view c, transaction b`, cut after 1: the next view is b, the carts are b, the purchases b. Cut after
 * 3: the next view is c, the purchases are b, and the carts are not asked for.
 *
 * Segments: `stage`, the funnel stage reached before the cut.
 *
 * Source: OTTO's recommender systems dataset (2022), whose test sessions are cut and labelled alike.
 * @param held contains train's items only; see `forFinal`.
 * @param seed draws the cuts: uniform, a session's independent of all others'.
 * @throws Error when the held part's sessions have not been cut.
 */
export function jointTask(train: Train, held: Validation | Test, seed: number): EvaluationTask {
  const begun = new Set(train.session);
  const bound = held.session.reduce((most, session) => Math.max(most, session + 1), 0);
  if (held.session.includes(-1)) throw new Error('P-joint needs sessions: cut them before the split');
  const bySession = groupBy(held.session, bound);

  const cuts: SessionCut[] = [];
  const wanted = new Uint8Array(visitorBound(train, held));
  const counts = { begun: 0, short: 0, events: 0 };
  for (let session = 0; session < bound; session++) {
    const own = listAt(bySession, session);
    if (begun.has(session)) counts.begun += own.length;
    else if (own.length < 2) counts.short += own.length;
    else {
      counts.events += own.length;
      wanted[held.visitor[own[0]!]!] = 1;
      const known = 1 + Math.floor((mix(mix(2, seed), session) * (own.length - 1)) / 2 ** 32);
      cuts.push({ session, own, known, targets: targetsOf(held, own.subarray(known)) });
    }
  }

  const contexts = new SessionContexts(visitorPaths(train, held, wanted));
  const asked = cuts.flatMap((cut) => {
    const place = contexts.place(held.visitor[cut.own[0]!]!, cut.own);
    return cut.targets.flatMap((targets, kind) => (targets.length > 0 ? [{ ...cut, ...place, targets, kind }] : []));
  });
  const ints = (of: (query: (typeof asked)[number]) => number) => Int32Array.from(asked, of);
  const visitor = ints(({ own }) => held.visitor[own[0]!]!);
  const kind = Uint8Array.from(asked, (query) => query.kind);
  const queries: Queries = {
    visitor,
    time: Float64Array.from(asked, ({ own, known }) => held.time[own[known - 1]!]!),
    from: ints(({ from }) => from),
    sessionFrom: ints(({ sessionFrom }) => sessionFrom),
    to: ints(({ sessionFrom, known }) => sessionFrom + known),
    events: contexts.events,
    exclude: emptyLists(asked.length),
    scope: 'session',
    asks: kind,
  };
  const targets = packLists(asked.map((query) => query.targets));
  return {
    protocol: 'joint',
    items: train.items.size,
    queries,
    targets,
    gain: new Float64Array(targets.values.length).fill(1),
    cluster: clusterByVisitor(visitor),
    session: ints(({ session }) => session),
    segmentations: [stageSegmentation(queries)],
    counts: {
      'held-out events of known items': held.time.length,
      'in sessions that begin before the held part, not asked about': counts.begun,
      'in sessions of one such event, nothing to ask': counts.short,
      'in the other sessions, known before the cut or asked for in one list with others': counts.events - asked.length,
      queries: asked.length,
      'sessions asked about': cuts.length,
      ...Object.fromEntries(
        jointKinds.map((name, code) => [`lists asked for ${name}`, kind.filter((of) => of === code).length]),
      ),
    },
  };
}

/** A session of which the first `known` events are known, and its targets by kind of event. */
interface SessionCut {
  readonly session: number;
  /** The session's held events, in order. */
  readonly own: Int32Array;
  readonly known: number;
  readonly targets: readonly Int32Array[];
}

/** The targets among a session's later events, by kind: the first item viewed, and all distinct items of the other kinds. */
function targetsOf(held: Validation | Test, later: Int32Array): Int32Array[] {
  return jointKinds.map((_, kind) => {
    const items = later.filter((event) => held.event[event] === kind).map((event) => held.item[event]!);
    return distinctItems(kind === VIEW ? items.subarray(0, 1) : items);
  });
}
