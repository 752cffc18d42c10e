import { type EventLog, groupBy, type Lists, sessionBound } from '../../data/index.js';
import { purchaseOrders, purchasesOf } from '../purchase-orders.js';

/** Baskets as lists of dense items. A repeat of an item in a basket counts once. */
export type Baskets = Lists;

/** One basket a session: the items of its events of any kind. Requires a log whose sessions are cut. */
export const sessionBaskets = (log: EventLog): Baskets => basketsOf(log.session, sessionBound(log), log.item);

/** One basket an order: the items bought together, orders as in `purchaseOrders`. */
export function purchaseBaskets(log: EventLog): Baskets {
  const { order, orders } = purchaseOrders(log);
  const bought = purchasesOf(log);
  const at = (column: Int32Array) => bought.map((event) => column[event]!);
  return basketsOf(at(order), orders, at(log.item));
}

function basketsOf(basket: Int32Array, baskets: number, item: Int32Array): Baskets {
  const { offsets, values } = groupBy(basket, baskets);
  return { offsets, values: values.map((event) => item[event]!) };
}
