import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { takeEvents } from '../event-log.js';
import { Part } from '../split/assignment.js';
import { splitLog } from '../split/split.js';
import { eventsOf, partCodes } from './part-codes.js';

const log = logOf([1, 2, 3, 4, 5].map((item) => ({ visitor: 1, item, session: 1, time: 10 * item })));
const at = (...events: number[]) => takeEvents(log, events);

it('finds the part of each event', () => {
  const parts = { train: at(0, 2), validation: at(3), overhang: at(), test: at(4) };
  const { train, validation, test, setAside } = Part;
  expect([...partCodes(log, parts)]).toEqual([train, setAside, train, validation, test]);
});

it('tells events of one row of the input apart', () => {
  const oneRow = { ...log, row: log.row.map(() => 0) };
  const parts = {
    train: takeEvents(oneRow, [1, 3]),
    validation: at(),
    overhang: at(),
    test: takeEvents(oneRow, [0, 2, 4]),
  };
  const { train, test } = Part;
  expect([...partCodes(oneRow, parts)]).toEqual([test, train, test, train, test]);
});

it('agrees with a split', () => {
  const parts = splitLog(log, { kind: 'shares', validation: 0.2, test: 0.2 });
  expect([...partCodes(log, parts)]).toEqual([Part.train, Part.train, Part.train, Part.validation, Part.test]);
});

it('refuses parts of another log', () => {
  const other = logOf([{ visitor: 1, item: 9, time: 7 }]);
  expect(() => partCodes(log, { train: other, validation: at(), overhang: at(), test: at() })).toThrow(
    new RangeError('an event of train is not in the log'),
  );
});

it('lists the events of some parts, or of all', () => {
  const part = Uint8Array.of(Part.train, Part.test, Part.overhang, Part.train);
  expect([...eventsOf(part, Part.train, Part.overhang)]).toEqual([0, 2, 3]);
  expect([...eventsOf(part)]).toEqual([0, 1, 2, 3]);
});
