import { expect, it } from 'vitest';
import { hoursFigure } from './hours-figure.js';

const hour = 3_600_000;
// 2015-06-01 is a Monday.
const monday = Date.UTC(2015, 5, 1);

it('averages over days: Monday and Tuesday of one whole week between two part days', () => {
  const at = (day: number, hours: number[]) => hours.map((h) => monday + day * 24 * hour + h * hour);
  const times = [...at(-1, [23]), ...at(0, [9, 9, 17]), ...at(1, [9]), ...at(2, [1])];
  const { data, caption } = hoursFigure(times);
  const [byHour, byWeekday] = data as { y: number[] }[];
  expect(byHour!.y[9]).toBe(1.5);
  expect(byHour!.y[17]).toBe(0.5);
  expect(byHour!.y[1]).toBe(0);
  expect(byWeekday!.y.slice(0, 2)).toEqual([3, 1]);
  expect(byWeekday!.y[2]).toBeNaN();
  expect(caption).toBe(
    'Means over 2 days (UTC): the busiest hour starts at 09:00 (1.5 events), the quietest at 00:00 (0 events); ' +
      'the busiest weekday is Monday (3 a day), the quietest Tuesday (1 a day).',
  );
});

it('says of a log within one day which of its hours are busy, and nothing of weekdays', () => {
  const times = [2, 2.5, 3, 4, 4.1, 4.2].map((h) => monday + h * hour);
  expect(hoursFigure(times).caption).toBe(
    'The log lies within one day (UTC), a Monday: the busiest hour starts at 04:00 (3 events), the quietest at 03:00 (1 events).',
  );
});
