import { expect, it } from 'vitest';
import { TRANSACTION, VIEW } from '../data/index.js';
import { logOf } from '../testing/log-of.js';
import { knownPrices } from './known-prices.js';

it('are those of one kind of events, ascending', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1, price: 12 },
    { visitor: 1, item: 2, time: 2, price: 9.5 },
    { visitor: 1, item: 3, time: 3 },
    { visitor: 1, item: 2, time: 4, event: 'transaction', price: 8 },
  ]);
  expect([...knownPrices(log, VIEW)]).toEqual([9.5, 12]);
  expect([...knownPrices(log, TRANSACTION)]).toEqual([8]);
});

it('are none in a log without prices', () => {
  expect([...knownPrices(logOf([{ visitor: 1, item: 1, time: 1 }]), VIEW)]).toEqual([]);
});
