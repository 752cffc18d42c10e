import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { cutTrain } from './cut.js';
import type { Train } from './train-validation-test.js';

const bought = (item: number, time: number) => ({ visitor: 1, item, time, event: 'transaction' as const });
const train = logOf([bought(5, 1), { visitor: 2, item: 6, time: 2 }, bought(7, 3)]) as Train;

it('leaves what lies before a moment', () => {
  expect([...cutTrain(train, { until: 3 }).time]).toEqual([1, 2]);
});

it('leaves all but one bought item of each visitor, in train’s own ids', () => {
  const { items, visitor, item } = cutTrain(train, { heldOut: 1 });
  expect(items).toBe(train.items);
  expect(visitor.length).toBe(2);
  expect([5, 7]).toContain(items.idOf(item[visitor[0] === 0 ? 0 : 1]!));
});
