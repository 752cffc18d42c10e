import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { findEventsPerDay, findEventsPerHour, findItemsPerHour } from './outliers.js';

const minute = 60_000;
const log = logOf([
  ...[0, 1, 2, 3].map((m) => ({ visitor: 1, item: 10 + m, time: m * minute })),
  ...[0, 1, 2, 3].map((m) => ({ visitor: 2, item: 10, time: m * minute })),
  ...[0, 100, 200, 300].map((m) => ({ visitor: 3, item: 10, time: m * minute })),
  { visitor: 1, item: 10, time: 3 * 24 * 60 * minute },
]);
const visitorsDropped = (drop: Uint8Array) => [...new Set(log.visitor.filter((_, event) => drop[event]))];

it('drops all events of a visitor that exceeds the threshold anywhere, and nobody who only reaches it', () => {
  const busy = findItemsPerHour(log, 3);
  expect(visitorsDropped(busy.drop)).toEqual([0]);
  expect(busy.drop.filter((drop) => drop).length).toBe(5);
  expect(visitorsDropped(findEventsPerHour(log, 3).drop)).toEqual([0, 1]);
  expect(visitorsDropped(findEventsPerDay(log, 3).drop)).toEqual([0, 1, 2]);
  expect(visitorsDropped(findEventsPerDay(log, 4).drop)).toEqual([]);
});

it('says the figure', () => {
  expect(findItemsPerHour(log, 3).reason(0)).toBe('the visitor has 4 distinct items within an hour, more than 3');
  expect(findEventsPerHour(log, 3).reason(0)).toBe('the visitor has 4 events within an hour, more than 3');
  expect(findEventsPerDay(log, 3).reason(0)).toBe('the visitor has 4 events within 24 hours, more than 3');
});
