import { expect, it } from 'vitest';
import { trainOf } from '../../testing/train-of.js';
import { pastOf } from './past-of.js';

const train = trainOf([
  { visitor: 7, item: 30, time: 1, session: 1 },
  { visitor: 8, item: 10, time: 2, session: 2 },
  { visitor: 7, item: 20, time: 2, session: 1 },
  { visitor: 9, item: 10, time: 3, session: 3 },
]);

it('is what happened before the moment, strictly, in train’s own ids', () => {
  const past = pastOf(train, 2);
  expect([...past.time]).toEqual([1]);
  expect([...past.item]).toEqual([2]);
  expect([past.items, past.visitors]).toEqual([train.items, train.visitors]);
});

it.each([
  [0, 0],
  [2.5, 3],
  [3, 3],
  [4, 4],
])('before %s has %s events', (until, events) => {
  expect(pastOf(train, until).row.length).toBe(events);
});
