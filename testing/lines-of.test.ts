import { expect, it } from 'vitest';
import { linesOf } from './lines-of.js';
import { type EventLine, logOf } from './log-of.js';

it('gives back the lines that a log was made of', () => {
  const lines: EventLine<string>[] = [
    { visitor: 'ann', item: 'x', event: 'view', time: 1, session: 's1' },
    { visitor: 'ann', item: 'x', event: 'addtocart', time: 2, session: 's1', removed: 3, price: 9.99 },
    { visitor: 'bob', item: 'y', event: 'transaction', time: 3, session: 's2', transaction: 'o1', quantity: 2 },
  ];
  expect(linesOf(logOf(lines))).toEqual(lines);
});
