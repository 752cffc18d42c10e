import { type EventLog, TRANSACTION } from '../data/index.js';

/** Which purchases of a log belong together. */
export interface PurchaseOrders {
  /**
   * What makes purchases one order: the shop's order id (`order`); where the log has none, the session; where it has no
   * sessions either, the visitor and the moment.
   */
  readonly by: 'order' | 'session' | 'moment';
  readonly orders: number;
  /** The order of each event, from 0 in order of first appearance; −1 for other kinds. */
  readonly order: Int32Array;
}

/** Groups a log's purchases into orders. In a log with order ids, purchases without one are grouped by session or moment. */
export function purchaseOrders(log: EventLog): PurchaseOrders {
  const order = new Int32Array(log.event.length).fill(-1);
  const known = new Map<string, number>();
  let by: PurchaseOrders['by'] = (log.session[0] ?? -1) < 0 ? 'moment' : 'session';
  for (let event = 0; event < order.length; event++) {
    if (log.event[event] !== TRANSACTION) continue;
    if (log.transaction[event]! >= 0) by = 'order';
    const key = keyOf(log, event);
    const found = known.get(key) ?? known.size;
    known.set(key, found);
    order[event] = found;
  }
  return { by, orders: known.size, order };
}

function keyOf({ transaction, session, visitor, time }: EventLog, event: number): string {
  if (transaction[event]! >= 0) return `order ${transaction[event]}`;
  return session[event]! >= 0 ? `session ${session[event]}` : `visitor ${visitor[event]} at ${time[event]}`;
}
