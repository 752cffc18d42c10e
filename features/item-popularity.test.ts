import { expect, it } from 'vitest';
import { takeEvents } from '../data/index.js';
import { logOf } from '../testing/log-of.js';
import { itemPopularity } from './item-popularity.js';

const log = logOf([
  { visitor: 1, item: 10, time: 0 },
  { visitor: 2, item: 10, time: 1 },
  { visitor: 1, item: 20, time: 2 },
  { visitor: 1, item: 10, time: 3, event: 'addtocart' },
  { visitor: 2, item: 30, time: 4 },
  { visitor: 3, item: 20, time: 5 },
]);

it('counts events of all kinds, and each visitor once an item', () => {
  expect(itemPopularity(log)).toEqual({ events: Int32Array.of(3, 2, 1), visitors: Int32Array.of(2, 2, 1) });
});

it('knows items without events', () => {
  expect([...itemPopularity(takeEvents(log, [2])).events]).toEqual([0, 1, 0]);
});
