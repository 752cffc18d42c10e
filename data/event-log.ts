import type { Vocabulary } from './vocabulary.js';

/** What a visitor can do to an item; an event's code in {@link EventLog.event} is its position here. */
export const eventKinds = ['view', 'addtocart', 'transaction'] as const;
export type EventKind = (typeof eventKinds)[number];
export const VIEW = 0;
export const ADD_TO_CART = 1;
export const TRANSACTION = 2;

/** The columns of an event log, one entry an event. */
export interface EventColumns {
  /** Dense visitor id. */
  readonly visitor: Int32Array;
  /** Dense item id. */
  readonly item: Int32Array;
  /** Code of the event's kind, see {@link eventKinds}. */
  readonly event: Uint8Array;
  /** Milliseconds since 1970 (or the event's position, where `clock` is `order`). */
  readonly time: Float64Array;
  /** Dense session id, −1 before sessions are cut. */
  readonly session: Int32Array;
  /** The shop's transaction id, −1 for other kinds. */
  readonly transaction: Int32Array;
  /** The data row of the input (from 0, over all its files in order) that the event came from. */
  readonly row: Int32Array;
}

/**
 * A shop's log in columns, sorted by time, ties in input order.
 *
 * `clock` says what `time` is: `wall` for milliseconds since 1970; `order` where the source gives no clock but only the
 * order of events (then hours, weekdays and half-lives mean nothing).
 */
export interface EventLog extends EventColumns {
  readonly visitors: Vocabulary;
  readonly items: Vocabulary;
  readonly clock: 'wall' | 'order';
}

export const eventCount = (log: EventColumns): number => log.time.length;

/** The columns' rows at the given positions, in that order (so that a sorted log stays sorted for ascending positions). */
export function takeColumns(columns: EventColumns, positions: ArrayLike<number>): EventColumns {
  const n = positions.length;
  const taken = {
    visitor: new Int32Array(n),
    item: new Int32Array(n),
    event: new Uint8Array(n),
    time: new Float64Array(n),
    session: new Int32Array(n),
    transaction: new Int32Array(n),
    row: new Int32Array(n),
  };
  for (let i = 0; i < n; i++) {
    const from = positions[i]!;
    taken.visitor[i] = columns.visitor[from]!;
    taken.item[i] = columns.item[from]!;
    taken.event[i] = columns.event[from]!;
    taken.time[i] = columns.time[from]!;
    taken.session[i] = columns.session[from]!;
    taken.transaction[i] = columns.transaction[from]!;
    taken.row[i] = columns.row[from]!;
  }
  return taken;
}

/** The log of the events at the given positions; vocabularies are kept as they are. */
export function takeEvents(log: EventLog, positions: ArrayLike<number>): EventLog {
  return { ...log, ...takeColumns(log, positions) };
}

/** The log of the events for which `keep` holds. */
export function filterEvents(log: EventLog, keep: (event: number) => boolean): EventLog {
  const positions: number[] = [];
  const events = eventCount(log);
  for (let event = 0; event < events; event++) if (keep(event)) positions.push(event);
  return takeEvents(log, positions);
}
