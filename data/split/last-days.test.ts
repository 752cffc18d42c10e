import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { lastDays, splitLastDays } from './last-days.js';

const at = (...times: string[]) => logOf(times.map((time) => ({ visitor: 1, item: 1, time: Date.parse(time) })));

it('counts whole days back from the full hour after the last event', () => {
  const { validationFrom, testFrom } = lastDays(at('2015-09-18T02:59:47Z'), 7);
  expect(new Date(testFrom).toISOString()).toBe('2015-09-11T03:00:00.000Z');
  expect(new Date(validationFrom).toISOString()).toBe('2015-09-04T03:00:00.000Z');
});

it('gives the first moment of the last day to test', () => {
  const split = splitLastDays(
    at('2024-01-01T12:00Z', '2024-01-02T11:59Z', '2024-01-02T12:00Z', '2024-01-03T12:00Z'),
    1,
  );
  expect([...split.train.row]).toEqual([]);
  expect([...split.validation.row]).toEqual([0, 1]);
  expect([...split.test.row]).toEqual([2, 3]);
});

it('refuses a log without a clock, and no days', () => {
  expect(() => splitLastDays(logOf([{ visitor: 1, item: 1, time: 0 }], 'order'), 1)).toThrow(
    /no clock\n {2}expected: times in milliseconds/,
  );
  expect(() => splitLastDays(at('2024-01-01'), 0)).toThrow(/the last 0 days\n {2}expected: a positive number of days/);
});
