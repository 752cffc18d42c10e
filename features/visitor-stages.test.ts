import { expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { visitorStages } from './visitor-stages.js';

it('counts visitors by the furthest they came', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1 },
    { visitor: 2, item: 1, time: 2, event: 'addtocart' },
    { visitor: 2, item: 2, time: 3 },
    { visitor: 3, item: 1, time: 4, event: 'transaction' },
    { visitor: 4, item: 1, time: 5 },
  ]);
  expect(visitorStages(log)).toEqual({ new: 0, browsing: 2, intent: 1, buyer: 1 });
});

it('counts no cart that was ended by a removal', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1, event: 'addtocart', removed: 9 },
    { visitor: 2, item: 1, time: 2, event: 'addtocart', removed: 9 },
    { visitor: 2, item: 2, time: 3, event: 'addtocart' },
    { visitor: 3, item: 1, time: 4, event: 'addtocart', removed: 5 },
    { visitor: 3, item: 1, time: 6, event: 'transaction' },
    { visitor: 4, item: 1, time: 9 },
  ]);
  expect(visitorStages(log)).toEqual({ new: 0, browsing: 2, intent: 1, buyer: 1 });
});

it('counts a cart that ends after the log, as in a training part whose removal stands in the test part', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1, event: 'addtocart', removed: 9 },
    { visitor: 2, item: 1, time: 8 },
  ]);
  expect(visitorStages(log)).toEqual({ new: 0, browsing: 1, intent: 1, buyer: 0 });
});
