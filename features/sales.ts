import { type EventLog, numberPairs } from '../data/index.js';
import { AmountSums, amountOf } from './amounts.js';
import { type PurchaseOrders, purchaseOrders, purchasesOf } from './purchase-orders.js';

/** What a log's purchases come to, in the log's currency. */
export interface Sales {
  /** Price × quantity over the purchases with a known price, to the hundredth; see `amountOf`. */
  readonly revenue: number;
  /** Purchase events, and those of them with a known price. */
  readonly purchases: number;
  readonly priced: number;
  readonly orders: number;
  /** What makes purchases one order. */
  readonly ordersBy: PurchaseOrders['by'];
  /** The mean value of the orders in which some price is known. */
  readonly orderValue: number;
  /** Mean number of pieces in an order, one for a purchase of unknown quantity. */
  readonly pieces: number;
  /** Mean number of distinct items in an order. */
  readonly items: number;
}

/** Returns what a log's purchases come to; undefined where the price of none is known. */
export function sales(log: EventLog): Sales | undefined {
  const { by, orders, order } = purchaseOrders(log);
  const revenue = new AmountSums(1);
  const isPriced = new Uint8Array(orders);
  const bought = purchasesOf(log);
  let [priced, pieces] = [0, 0];
  for (const event of bought) {
    const quantity = log.quantity?.[event] ?? Number.NaN;
    pieces += Number.isNaN(quantity) ? 1 : quantity;
    const amount = amountOf(log, event);
    if (Number.isNaN(amount)) continue;
    priced++;
    revenue.add(0, amount);
    isPriced[order[event]!] = 1;
  }
  if (priced === 0) return undefined;
  const at = (column: Int32Array) => bought.map((event) => column[event]!);
  const total = revenue.totals()[0]!;
  return {
    ...{ revenue: total, purchases: bought.length, priced, orders, ordersBy: by },
    orderValue: total / isPriced.reduce((sum, one) => sum + one, 0),
    pieces: pieces / orders,
    items: numberPairs(at(order), at(log.item)).first.length / orders,
  };
}

/** What each visitor spent, by dense id: as `Sales.revenue`, 0 for a visitor without a purchase of known price. */
export function revenueByVisitor(log: EventLog): Float64Array {
  const revenue = new AmountSums(log.visitors.size);
  for (const event of purchasesOf(log)) {
    const amount = amountOf(log, event);
    if (!Number.isNaN(amount)) revenue.add(log.visitor[event]!, amount);
  }
  return revenue.totals();
}
