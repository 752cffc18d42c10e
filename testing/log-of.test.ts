import { expect, it } from 'vitest';
import { idList } from '../data/index.js';
import { logOf } from './log-of.js';

it('builds a sorted log with dense ids from lines in any order', () => {
  const log = logOf([
    { visitor: 70, item: 9, time: 30, event: 'transaction', session: 5 },
    { visitor: 50, item: 9, time: 10, session: 8 },
    { visitor: 70, item: 4, time: 10, event: 'addtocart', session: 5 },
  ]);
  expect(idList(log.visitors.ids)).toEqual([50, 70]);
  expect(idList(log.items.ids)).toEqual([4, 9]);
  expect([...log.time]).toEqual([10, 10, 30]);
  expect([...log.row]).toEqual([1, 2, 0]);
  expect([...log.visitor]).toEqual([0, 1, 1]);
  expect([...log.item]).toEqual([1, 0, 1]);
  expect([...log.event]).toEqual([0, 1, 2]);
  expect([...log.session]).toEqual([0, 1, 1]);
  expect([...log.transaction]).toEqual([-1, -1, 0]);
});

it('leaves sessions uncut when none is given', () => {
  expect([...logOf([{ visitor: 1, item: 1, time: 0 }]).session]).toEqual([-1]);
});
