import { expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { funnelSteps } from './funnel-steps.js';

it('counts events and the visitors behind them, kind by kind', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1 },
    { visitor: 1, item: 1, time: 2 },
    { visitor: 1, item: 1, time: 3, event: 'addtocart' },
    { visitor: 2, item: 1, time: 4 },
  ]);
  expect(funnelSteps(log)).toEqual([
    { kind: 'view', events: 3, visitors: 2 },
    { kind: 'addtocart', events: 1, visitors: 1 },
    { kind: 'transaction', events: 0, visitors: 0 },
  ]);
});

it('adds up what was viewed, put into the cart and bought, where prices are known', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1, price: 0.1 },
    { visitor: 1, item: 1, time: 2, price: 0.2 },
    { visitor: 1, item: 2, time: 3 },
    { visitor: 1, item: 1, time: 4, event: 'addtocart', price: 5, quantity: 3 },
  ]);
  expect(funnelSteps(log)).toMatchObject([
    { kind: 'view', events: 3, priced: 2, value: 0.3 },
    { kind: 'addtocart', priced: 1, value: 15 },
    { kind: 'transaction', priced: 0, value: 0 },
  ]);
});

it('counts the carts whose items were taken out again, by the end of the log', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1 },
    { visitor: 1, item: 1, time: 2, event: 'addtocart', removed: 5 },
    { visitor: 1, item: 2, time: 3, event: 'addtocart' },
    { visitor: 1, item: 3, time: 3, event: 'addtocart', removed: 6 },
    { visitor: 1, item: 2, time: 5 },
  ]);
  expect(funnelSteps(log).map(({ takenOut }) => takenOut)).toEqual([undefined, 1, undefined]);
});
