import { expect, it } from 'vitest';
import { takeEvents } from '../data/index.js';
import type { EventLine } from '../testing/log-of.js';
import { logOf } from '../testing/log-of.js';
import { fitPartsFor, setAsideBefore } from './fit-parts.js';

const lines: EventLine[] = [
  { visitor: 1, item: 10, time: 1, session: 1 },
  { visitor: 1, item: 10, time: 2, session: 1, event: 'addtocart' },
  { visitor: 2, item: 10, time: 3, session: 2 },
  { visitor: 2, item: 10, time: 4, session: 2, event: 'addtocart' },
  { visitor: 2, item: 99, time: 5, session: 2 },
];
const log = logOf(lines);
const part = (...positions: number[]) => takeEvents(log, positions);
const split = { train: part(0, 1), validation: part(), test: part(2, 3, 4), overhang: part() };

it('P-next is fitted on views and asks about views; the other protocols take every event', () => {
  expect([...fitPartsFor('next', split).train.event]).toEqual([0]);
  expect([...fitPartsFor('next', split).held.event]).toEqual([0]);
  expect([...fitPartsFor('funnel', split).train.event]).toEqual([0, 1]);
  expect([...fitPartsFor('funnel', split).held.event]).toEqual([0, 1]);
});

it('says what of the test part does not come before the protocol', () => {
  expect(setAsideBefore('next', split.test, fitPartsFor('next', split))).toEqual({
    'events of the test part': 3,
    'of these not views, left out': 1,
    'of items unknown to train, left out': 1,
  });
  expect(setAsideBefore('future', split.test, fitPartsFor('future', split))).toEqual({
    'events of the test part': 3,
    'of items unknown to train, left out': 1,
    'test events of known items': 2,
  });
  expect(setAsideBefore('holdout', split.test, fitPartsFor('holdout', split))).toEqual({});
});
