import { expect, it } from 'vitest';
import { InputError } from '../../data/index.js';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { basketsOf } from './baskets.js';

const at = (visitor: number, hour: number, session = 0): EventLine => ({
  visitor,
  item: hour,
  time: hour * 3_600_000,
  session,
});

it('cuts a visitor’s events where the window of a basket’s first event ends', () => {
  const { visitor, visitors } = basketsOf(logOf([at(1, 0), at(2, 5), at(1, 11), at(1, 12), at(1, 13), at(1, 20)]), 12);
  expect([...visitor]).toEqual([0, 1, 0, 0, 2, 2]);
  expect(visitors.size).toBe(3);
});

it('takes a session for a basket where the log has no clock', () => {
  const log = logOf([at(1, 0, 0), at(1, 1, 1), at(2, 99, 1)], 'order');
  expect([...basketsOf(log, 12).visitor]).toEqual([0, 1, 1]);
  const uncut = { ...log, session: new Int32Array(3).fill(-1) };
  expect(() => basketsOf(uncut, 12)).toThrow(InputError);
});
