import { type EventLog, numberPairs, TRANSACTION } from '../data/index.js';

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
  const { event, transaction, session, visitor, time } = log;
  const purchases = purchasesOf(log);
  // What makes an order as two numbers: an order id, a session, or a visitor and the rank of the moment.
  const [ofOrder, ofSession] = [-2, -1];
  const who = purchases.map((at) => [transaction[at]!, session[at]!].find((id) => id >= 0) ?? visitor[at]!);
  let moment = 0;
  const when = purchases.map((at, i) => {
    if (i > 0 && time[at] !== time[purchases[i - 1]!]) moment++;
    return transaction[at]! >= 0 ? ofOrder : session[at]! >= 0 ? ofSession : moment;
  });
  const { number, first } = numberPairs(who, when);
  const order = new Int32Array(event.length).fill(-1);
  for (let i = 0; i < purchases.length; i++) order[purchases[i]!] = number[i]!;
  const without = (session[0] ?? -1) < 0 ? 'moment' : 'session';
  return { by: when.includes(ofOrder) ? 'order' : without, orders: first.length, order };
}

/** The positions of a log's purchases, ascending. */
export function purchasesOf({ event }: EventLog): Int32Array {
  const at = new Int32Array(event.length);
  let count = 0;
  for (let i = 0; i < event.length; i++) if (event[i] === TRANSACTION) at[count++] = i;
  return at.slice(0, count);
}
