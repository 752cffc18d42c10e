import { expect, it } from 'vitest';
import { logOf } from '../log-of.js';
import { coreOf } from './core-of.js';

const all = (visitors: number[], items: number[]) =>
  visitors.flatMap((visitor) => items.map((item) => ({ visitor, item, time: 0 })));

it('keeps visitors with three items and items with five events, to a fixpoint', () => {
  const core = all([1, 2, 3, 4, 5], [10, 11, 12]);
  const poor = { visitor: 6, item: 10, time: 1 };
  const twice = [poor, poor, { ...poor, item: 11 }]; // three events, two items
  // Visitor 7 has three items as long as item 13 is there, which only has its events.
  const falls = all([7], [10, 11, 13, 13, 13, 13]);
  const left = coreOf(logOf([...core, ...twice, ...falls]));
  expect([...left.row]).toEqual([...core.keys()]);
});
