import { type EventColumns, type EventLog, takeColumns } from '../event-log.js';
import { stableOrder } from '../stable-order.js';
import { encodeAscending } from './encode-ascending.js';

/** Events as read: the shop's ids, in input order; no two columns may share memory. */
export interface RawEvents {
  readonly visitor: Int32Array;
  readonly item: Int32Array;
  readonly event: Uint8Array;
  /** Milliseconds since 1970, or positions. */
  readonly time: Float64Array;
  /** The shop's id of the order, −1 where the event is no transaction. */
  readonly transaction: Int32Array;
  readonly row: Int32Array;
}

/**
 * Builds a log from events as read: sorted by time, ties in input order, with dense ids in ascending order of the shop's. Also
 * returns how many events came after one of a later time. The given columns are reused for the log and then hold dense ids.
 */
export function buildLog(raw: RawEvents, clock: EventLog['clock']): { log: EventLog; outOfOrder: number } {
  const visitors = encodeAscending(raw.visitor);
  const items = encodeAscending(raw.item);
  const orders = encodeAscending(raw.transaction);
  const columns: EventColumns = { ...raw, session: new Int32Array(raw.row.length).fill(-1) };
  const outOfOrder = countOutOfOrder(raw.time);
  const sorted = outOfOrder === 0 ? columns : takeColumns(columns, stableOrder(raw.time));
  return { log: { ...sorted, visitors, items, orders, clock }, outOfOrder };
}

function countOutOfOrder(time: Float64Array): number {
  let latest = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const moment of time) {
    if (moment < latest) count++;
    else latest = moment;
  }
  return count;
}
