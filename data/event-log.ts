import { typedColumns } from './typed-columns.js';
import type { Vocabulary } from './vocabulary.js';

/** What a visitor can do to an item; an event's code in {@link EventLog.event} is its position here. */
export const eventKinds = ['view', 'addtocart', 'transaction'] as const;
export type EventKind = (typeof eventKinds)[number];
export const VIEW = 0;
export const ADD_TO_CART = 1;
export const TRANSACTION = 2;

/** The columns of an event log, one entry per event. */
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
  /** Dense id of the order that a transaction belongs to, −1 for other kinds and where the log has no order ids. */
  readonly transaction: Int32Array;
  /** The data row of the input (from 0, over all its files in order) that the event came from. */
  readonly row: Int32Array;
  /** Price of one piece, in the log's currency; NaN where unknown. Absent where the log has no prices. */
  readonly price?: Float64Array;
  /** Number of pieces; NaN where unknown. Absent where the log has no quantities. */
  readonly quantity?: Float64Array;
  /**
   * Of an addtocart the time at which the item was taken out of the cart again, which may lie after the log's end (see
   * `endCarts`); Infinity where it was not, and for other kinds. Absent where the log has no removals.
   */
  readonly removed?: Float64Array;
}

/**
 * A shop's log in columns, sorted by time, ties in input order.
 *
 * `clock` states the unit of `time`: `wall` for milliseconds since 1970; `order` where the source has no clock, only
 * the order of events (hours, weekdays and half-lives are then meaningless).
 */
export interface EventLog extends EventColumns {
  readonly visitors: Vocabulary;
  readonly items: Vocabulary;
  /** The shop's ids of its orders. */
  readonly orders: Vocabulary;
  /** The shop's ids of its sessions, where the log came with some. */
  readonly sessions?: Vocabulary;
  readonly clock: 'wall' | 'order';
}

export const eventCount = (log: EventColumns): number => log.time.length;

/** Counts the events of each kind over all given logs, in order of {@link eventKinds}. */
export function countKinds(...logs: readonly Pick<EventColumns, 'event'>[]): Int32Array {
  const counts = new Int32Array(eventKinds.length);
  for (const { event } of logs) for (let i = 0; i < event.length; i++) counts[event[i]!]!++;
  return counts;
}

const shape = {
  visitor: 'int',
  item: 'int',
  event: 'byte',
  time: 'double',
  session: 'int',
  transaction: 'int',
  row: 'int',
} as const;
const optional = { price: 'double', quantity: 'double', removed: 'double' } as const;

type ColumnName = keyof typeof shape | keyof typeof optional;
type Column = NonNullable<EventColumns[ColumnName]>;

/** The columns that a log has, by name. */
export function columnsOf(log: EventColumns): Record<string, Column> {
  const names = Object.keys({ ...shape, ...optional }) as ColumnName[];
  return Object.fromEntries(names.flatMap((name) => (log[name] ? [[name, log[name]]] : [])));
}

/** Allocates columns for the given number of events, initialised to zero: those that another log has. */
export function emptyColumns(events: number, like: Pick<EventColumns, keyof typeof optional> = {}): EventColumns {
  const has = Object.entries(optional).filter(([name]) => like[name as keyof typeof optional]);
  return typedColumns({ ...shape, ...Object.fromEntries(has) }, events);
}

/** Copies the columns' rows at the given positions, in that order (a sorted log stays sorted for ascending positions). */
export function takeColumns(columns: EventColumns, positions: ArrayLike<number>): EventColumns {
  const taken = emptyColumns(positions.length, columns);
  const to = columnsOf(taken);
  for (const [name, from] of Object.entries(columnsOf(columns))) take(to[name]!, from, positions);
  return taken;
}

function take(to: Column, from: Column, positions: ArrayLike<number>): void {
  for (let i = 0; i < to.length; i++) to[i] = from[positions[i]!]!;
}

/** The log of the events at the given positions; vocabularies are unchanged. */
export function takeEvents(log: EventLog, positions: ArrayLike<number>): EventLog {
  return { ...log, ...takeColumns(log, positions) };
}

/** The log of the events `from … to`, without a copy. */
export function sliceEvents(log: EventLog, from: number, to: number): EventLog {
  const columns = Object.entries(columnsOf(log)).map(([name, column]) => [name, column.subarray(from, to)]);
  return { ...log, ...Object.fromEntries(columns) };
}

/** The log of the events for which `keep` holds; `keep` is called once per event, in order. */
export function filterEvents(log: EventLog, keep: (event: number) => boolean): EventLog {
  const events = eventCount(log);
  const positions = new Int32Array(events);
  let kept = 0;
  for (let event = 0; event < events; event++) if (keep(event)) positions[kept++] = event;
  return takeEvents(log, positions.subarray(0, kept));
}
