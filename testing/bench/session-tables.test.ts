import { expect, it } from 'vitest';
import { logOf } from '../log-of.js';
import { sessionTables } from './session-tables.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const visit = (visitor: number, items: number[], time: number) =>
  items.map((item, click) => ({ visitor, item, time: time + click * minute }));

it('keeps sessions of two clicks and items of five, the last week as test', () => {
  const log = logOf([
    ...[0, 1, 2, 3, 4].flatMap((visitor) => visit(visitor, [10, 11], visitor * day)),
    ...visit(5, [10, 12], 5 * day), // item 12 goes, and with it the session
    ...visit(0, [11, 10, 11], 10 * day),
  ]);
  const { train, test } = sessionTables(log);
  const rows = (table: string) =>
    table
      .trim()
      .split('\n')
      .map((line) => line.split('\t').map(Number));
  expect(train.split('\n')[0]).toBe('SessionId\tItemId\tTime');
  expect(rows(train).slice(1, 5)).toEqual([
    [0, 10, 0],
    [0, 11, 60],
    [1, 10, 86400],
    [1, 11, 86460],
  ]);
  expect(rows(train)).toHaveLength(1 + 2 * 4); // visits of days 0 to 3
  expect(
    rows(test)
      .slice(1)
      .map(([, item]) => item),
  ).toEqual([10, 11, 11, 10, 11]); // days 4 and 10
});
