import { type EventColumns, type EventLog, takeColumns } from '../event-log.js';
import { Vocabulary } from '../vocabulary.js';
import { stableOrder } from './stable-order.js';

/** Events as read: the shop's ids, in input order. */
export interface RawEvents {
  readonly visitor: Int32Array;
  readonly item: Int32Array;
  readonly event: Uint8Array;
  /** Milliseconds since 1970, or positions. */
  readonly time: Float64Array;
  /** −1 where the event is no transaction. */
  readonly transaction: Int32Array;
  readonly row: Int32Array;
}

/** The log of events as read: sorted by time, ties in input order, with dense ids in ascending order of the shop's. */
export function buildLog(raw: RawEvents, clock: EventLog['clock']): EventLog {
  const visitors = encode(raw.visitor);
  const items = encode(raw.item);
  const columns: EventColumns = {
    visitor: visitors.dense,
    item: items.dense,
    event: raw.event,
    time: raw.time,
    transaction: raw.transaction,
    row: raw.row,
    session: new Int32Array(raw.row.length).fill(-1),
  };
  return {
    ...takeColumns(columns, stableOrder(raw.time)),
    visitors: visitors.vocabulary,
    items: items.vocabulary,
    clock,
  };
}

/** Rows that stand after a row of a later time. */
export function countOutOfOrder(time: Float64Array): number {
  let latest = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const moment of time) {
    if (moment < latest) count++;
    else latest = moment;
  }
  return count;
}

function encode(ids: Int32Array): { vocabulary: Vocabulary; dense: Int32Array } {
  const dense = new Int32Array(ids.length);
  const distinct: number[] = [];
  for (const at of stableOrder(ids)) {
    if (ids[at] !== distinct.at(-1)) distinct.push(ids[at]!);
    dense[at] = distinct.length - 1;
  }
  return { vocabulary: new Vocabulary(Int32Array.from(distinct)), dense };
}
