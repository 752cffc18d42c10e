import { expect, it } from 'vitest';
import { type EventLine, logOf } from '../testing/log-of.js';
import { purchaseOrders } from './purchase-orders.js';

const buy = (visitor: number, time: number, more: Partial<EventLine> = {}): EventLine => ({
  ...{ visitor, time, item: time, event: 'transaction', transaction: null, session: visitor },
  ...more,
});

it('are the shop’s orders, over sessions', () => {
  const lines = [
    buy(1, 1, { transaction: 8 }),
    buy(1, 2, { transaction: 9 }),
    buy(1, 3, { transaction: 8, session: 5 }),
  ];
  const { by, orders, order } = purchaseOrders(logOf([...lines, { visitor: 1, item: 1, time: 4, session: 5 }]));
  expect({ by, orders }).toEqual({ by: 'order', orders: 2 });
  expect([...order]).toEqual([0, 1, 0, -1]);
});

it('are the purchases of a session in a log without order ids, or of a visitor’s moment in one without sessions', () => {
  const lines = [buy(1, 1), buy(2, 1), buy(1, 1), buy(1, 3)];
  const bySession = purchaseOrders(logOf(lines));
  expect([bySession.by, bySession.orders, ...bySession.order]).toEqual(['session', 2, 0, 1, 0, 0]);
  const byMoment = purchaseOrders(logOf(lines.map(({ session, ...line }) => line)));
  expect([byMoment.by, byMoment.orders, ...byMoment.order]).toEqual(['moment', 3, 0, 1, 0, 2]);
});

it('are those of a session where only some purchases have an order id', () => {
  const { by, order } = purchaseOrders(logOf([buy(1, 1), buy(1, 2, { transaction: 0 }), buy(1, 3)]));
  expect([by, ...order]).toEqual(['order', 0, 1, 0]);
});

it('are none without purchases', () => {
  expect(purchaseOrders(logOf([{ visitor: 1, item: 1, time: 1 }])).orders).toBe(0);
});
