import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { findDuplicates } from './duplicates.js';

it('finds rows that say the same again, not ones that differ in anything', () => {
  const log = logOf([
    { visitor: 1, item: 5, time: 0 },
    { visitor: 1, item: 5, time: 0, event: 'addtocart' },
    { visitor: 2, item: 5, time: 0 },
    { visitor: 1, item: 5, time: 0 },
    { visitor: 1, item: 6, time: 0 },
    { visitor: 1, item: 5, time: 1 },
    { visitor: 1, item: 5, time: 2, event: 'transaction', transaction: 1 },
    { visitor: 1, item: 5, time: 2, event: 'transaction', transaction: 2 },
    { visitor: 1, item: 5, time: 2, event: 'transaction', transaction: 1 },
  ]);
  expect([...findDuplicates(log).drop]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 1]);
});

it('keeps an addtocart after which the item stayed in the cart, beside one of the same time after which it was taken out', () => {
  const cart = { visitor: 1, item: 5, time: 0, event: 'addtocart' } as const;
  expect([...findDuplicates(logOf([{ ...cart, removed: 0 }, { ...cart, removed: 0 }, cart, cart])).drop]).toEqual([
    0, 1, 0, 1,
  ]);
});

it('keeps lines of one order that differ in price or quantity, unknown ones being alike', () => {
  const line = { visitor: 1, item: 5, time: 0, event: 'transaction', transaction: 1 } as const;
  const lines = [
    { ...line, price: 9.5, quantity: 2 },
    { ...line, price: 9.5, quantity: 3 },
    { ...line, price: 0, quantity: 2 },
    { ...line, price: 9.5, quantity: 2 },
    { ...line, price: 9.5 },
    { ...line, price: 9.5 },
  ];
  expect([...findDuplicates(logOf(lines)).drop]).toEqual([0, 0, 0, 1, 0, 1]);
});

it('keeps as many events as there are distinct ones', () => {
  const event = fc.record({
    visitor: fc.nat(1),
    item: fc.nat(1),
    time: fc.nat(2),
    event: fc.constantFrom('view' as const, 'addtocart' as const),
  });
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const kept = findDuplicates(logOf(events)).drop.filter((drop) => !drop).length;
      expect(kept).toBe(new Set(events.map((e) => JSON.stringify(e))).size);
    }),
  );
});
