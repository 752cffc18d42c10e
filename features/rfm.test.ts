import { expect, it } from 'vitest';
import { dayMs } from '../data/index.js';
import { type EventLine, logOf } from '../testing/log-of.js';
import { rfm, rfmSegments } from './rfm.js';

const buy = (visitor: number, day: number, more: Partial<EventLine> = {}): EventLine => ({
  ...{ visitor, item: day, time: day * dayMs, event: 'transaction', transaction: 100 * visitor + day },
  ...more,
});
const end = { visitor: 9, item: 1, time: 10 * dayMs };

it('describes buyers by their last purchase, their orders and what they spent', () => {
  const log = logOf([
    buy(1, 2, { price: 3, quantity: 2 }),
    buy(1, 2, { price: 1, item: 7 }),
    buy(1, 9, { price: 5 }),
    buy(2, 4, { price: 50 }),
    end,
  ]);
  const { visitor, recency, frequency, monetary, monetaryIs } = rfm(log);
  expect([...visitor].map((id) => log.visitors.idOf(id))).toEqual([1, 2]); // visitor 9 bought nothing
  expect([[...recency], [...frequency], [...monetary], monetaryIs]).toEqual([[1, 6], [2, 1], [12, 50], 'revenue']);
});

it('counts purchases where no price is known', () => {
  const { monetary, monetaryIs } = rfm(logOf([buy(1, 2), buy(1, 2, { item: 7 }), buy(2, 3), end]));
  expect([[...monetary], monetaryIs]).toEqual([[2, 1], 'purchases']);
});

it('has quintiles in which equal values are equal', () => {
  const bought = [1, 2, 3, 4, 5, 6, 7, 8, 9, 9].map((day, visitor) => buy(visitor, day));
  const { quintiles } = rfm(logOf([...bought, end]));
  expect([...quintiles.recency]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  expect([...quintiles.frequency]).toEqual(Array(10).fill(1));
});

it('names segments: who bought often and lately are champions, who bought often and long ago at risk', () => {
  const often = (visitor: number, from: number, times: number) =>
    Array.from({ length: times }, (_, i) => buy(visitor, from - i / 10, { transaction: 100 * visitor + i, item: i }));
  const lines = [...often(0, 9.5, 5), ...often(1, 9, 1), ...often(2, 5, 2), ...often(3, 1, 4), ...often(4, 0.5, 1)];
  const { segment } = rfm(logOf([...lines, end]));
  expect([...segment].map((code) => rfmSegments[code])).toEqual([
    'champions',
    'new',
    'need attention',
    'at risk',
    'lost',
  ]);
});

it('knows no recency in a log without a clock', () => {
  expect([...rfm(logOf([buy(1, 2), buy(2, 3)], 'order')).recency]).toEqual([0, 0]);
});
