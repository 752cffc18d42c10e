import type { EventLog, Test, Train, Validation } from '../../data/index.js';
import type { Queries } from './recommender.js';

/** Events that come after train's: a held part, or the later events of a train cut in two. */
export type Later = Train | Validation | Test;

/** The events of some visitors, end to end by visitor. */
export interface VisitorPaths {
  /** The path of visitor `v` is `offsets[v] … offsets[v + 1]`, empty for the visitors left out. */
  readonly offsets: Int32Array;
  readonly events: Queries['events'];
  /** Parallel to `events`: the dense session id, −1 if sessions are not cut. */
  readonly session: Int32Array;
  /** The position of each held event in `events`; meaningless for the visitors left out. */
  readonly place: Int32Array;
}

/**
 * Collects the events of visitors in train and then in the held part, oldest first: every split puts a visitor's train events
 * before the held ones.
 * @param wanted 1 for each visitor whose path is laid out, 0 for the others; see `visitorBound`.
 */
export function visitorPaths(train: Train, held: Later, wanted: Uint8Array): VisitorPaths {
  const offsets = new Int32Array(wanted.length + 1);
  for (const { visitor } of [train, held]) {
    for (let event = 0; event < visitor.length; event++) offsets[visitor[event]! + 1]! += wanted[visitor[event]!]!;
  }
  for (let visitor = 0; visitor < wanted.length; visitor++) offsets[visitor + 1]! += offsets[visitor]!;

  const size = offsets[wanted.length]!;
  const events = {
    item: new Int32Array(size),
    kind: new Uint8Array(size),
    time: new Float64Array(size),
    ...(train.removed && { removed: new Float64Array(size) }),
  };
  const session = new Int32Array(size);
  const place = new Int32Array(held.visitor.length);
  const next = offsets.slice(0, -1);
  for (const log of [train, held]) {
    for (let event = 0; event < log.visitor.length; event++) {
      const visitor = log.visitor[event]!;
      if (!wanted[visitor]) continue;
      const at = next[visitor]!++;
      events.item[at] = log.item[event]!;
      events.kind[at] = log.event[event]!;
      events.time[at] = log.time[event]!;
      if (events.removed) events.removed[at] = log.removed![event]!;
      session[at] = log.session[event]!;
      if (log === held) place[event] = at;
    }
  }
  return { offsets, events, session, place };
}

/** One more than the largest dense visitor id of either log. */
export const visitorBound = (train: EventLog, held: EventLog): number =>
  Math.max(train.visitors.size, held.visitors.size);
