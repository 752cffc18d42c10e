import { expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { filterEvents } from './event-log.js';
import { everyOf, kindsGone } from './kinds-gone.js';

it('names the kinds of which no event is left in any part, with how many there were', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1 },
    { visitor: 1, item: 1, time: 2, event: 'addtocart' },
    { visitor: 1, item: 1, time: 3, event: 'addtocart' },
    { visitor: 1, item: 1, time: 4 },
  ]);
  const part = (...rows: number[]) => filterEvents(log, (event) => rows.includes(event));
  expect(kindsGone(log, part(0), part(3))).toEqual([{ kind: 'addtocart', events: 2 }]);
  expect(kindsGone(log, part(0), part(2))).toEqual([]);
  expect(kindsGone(log).map(({ kind }) => kind)).toEqual(['view', 'addtocart']);
  expect(everyOf(['addtocart', 'transaction'])).toBe('every addtocart and every transaction');
});
