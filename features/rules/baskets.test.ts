import { expect, it } from 'vitest';
import { listAt } from '../../data/index.js';
import { logOf } from '../../testing/log-of.js';
import { type Baskets, purchaseBaskets, sessionBaskets } from './baskets.js';

const lists = (baskets: Baskets) =>
  Array.from({ length: baskets.offsets.length - 1 }, (_, i) => [...listAt(baskets, i)]);

// Items 0, 1 and 2 by dense id.
const log = logOf([
  { visitor: 1, session: 1, item: 10, time: 1 },
  { visitor: 1, session: 1, item: 20, time: 2 },
  { visitor: 2, session: 2, item: 30, time: 3 },
  { visitor: 1, session: 1, item: 20, time: 4, event: 'transaction', transaction: 7 },
  { visitor: 1, session: 3, item: 10, time: 5, event: 'transaction', transaction: 7 },
  { visitor: 1, session: 3, item: 10, time: 6, event: 'transaction', transaction: 8 },
]);

it('are the items of each session, whatever happened to them', () => {
  expect(lists(sessionBaskets(log))).toEqual([[0, 1, 1], [2], [0, 0]]);
});

it('are the items of each order, over sessions', () => {
  expect(lists(purchaseBaskets(log))).toEqual([[1, 0], [0]]);
});

it('are none where nothing was bought', () => {
  expect(lists(purchaseBaskets(logOf([{ visitor: 1, session: 1, item: 1, time: 1 }])))).toEqual([]);
});
