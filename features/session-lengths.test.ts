import { expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { sessionLengths } from './session-lengths.js';

const lines = [
  { visitor: 1, item: 1, time: 1000, session: 1 },
  { visitor: 2, item: 2, time: 2000, session: 2 },
  { visitor: 1, item: 3, time: 5000, session: 1 },
];

it('measures sessions by events and from first to last event', () => {
  const { events, duration } = sessionLengths(logOf(lines));
  expect([...events]).toEqual([2, 1]);
  expect([...duration!]).toEqual([4000, 0]);
});

it('knows no duration without a clock', () => {
  expect(sessionLengths(logOf(lines, 'order')).duration).toBeUndefined();
});
