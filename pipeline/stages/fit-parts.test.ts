import { describe, expect, it } from 'vitest';
import { idAt, takeEvents } from '../../data/index.js';
import type { EventLine } from '../../testing/log-of.js';
import { logOf } from '../../testing/log-of.js';
import type { Config } from '../config/config.js';
import { type AskedParts, fitPartsFor, setAsideBefore } from './fit-parts.js';

const lines: EventLine[] = [
  { visitor: 1, item: 10, time: 1, session: 1 },
  { visitor: 1, item: 10, time: 2, session: 1, event: 'addtocart' },
  { visitor: 2, item: 10, time: 3, session: 2 },
  { visitor: 2, item: 10, time: 4, session: 2, event: 'addtocart' },
  { visitor: 2, item: 99, time: 5, session: 2 },
];
const log = logOf(lines);
const part = (...positions: number[]) => takeEvents(log, positions);
const asked = (protocol: Config['protocol'], on: Config['on'] = 'test') => ({ protocol, on, seed: 1 });
const split = { train: part(0, 1), validation: part(), test: part(2, 3, 4), overhang: part() };

it('P-next is fitted on views and asks about views; the other protocols take every event', () => {
  expect([...fitPartsFor(asked('next'), split).train.event]).toEqual([0]);
  expect([...fitPartsFor(asked('next'), split).held.event]).toEqual([0]);
  expect([...fitPartsFor(asked('funnel'), split).train.event]).toEqual([0, 1]);
  expect([...fitPartsFor(asked('funnel'), split).held.event]).toEqual([0, 1]);
});

it('P-next leaves the carts of sessions that lie over a cut out of the final fit too', () => {
  const parted = { train: part(0), validation: part(), test: part(4), overhang: part(1, 2, 3) };
  expect([...fitPartsFor(asked('next'), parted).train.row]).toEqual([0, 2]);
  expect([...fitPartsFor(asked('funnel'), parted).train.row]).toEqual([0, 1, 2, 3]);
});

it('says what of the test part does not come before the protocol', () => {
  expect(setAsideBefore(asked('next'), split, fitPartsFor(asked('next'), split))).toEqual({
    'events of the test part': 3,
    'of these not views, left out': 1,
    'of items unknown to train, left out': 1,
  });
  expect(setAsideBefore(asked('future'), split, fitPartsFor(asked('future'), split))).toEqual({
    'events of the test part': 3,
    'of items unknown to train, left out': 1,
    'held-out events of known items': 2,
  });
  expect(setAsideBefore(asked('holdout'), split, fitPartsFor(asked('holdout'), split))).toEqual({});
});

it('says where every event of a kind is of items unknown to train, however few they are', () => {
  const cart = { visitor: 2, item: 98, time: 6, session: 2, event: 'addtocart' } as const;
  const withCart = logOf([...lines.filter(({ event }) => event === undefined), cart]);
  const parts = { ...split, train: takeEvents(withCart, [0]), test: takeEvents(withCart, [1, 2, 3]) };
  expect(setAsideBefore(asked('funnel'), parts, fitPartsFor(asked('funnel'), parts))).toMatchObject({
    'of items unknown to train, left out': 2,
    'among them every addtocart of the test part': 1,
  });
});

describe('on validation', () => {
  const parted = { train: part(0, 1), validation: part(2, 3), test: part(4), overhang: part() };
  const rowsOf = (parts: AskedParts) => [[...parts.train.row], [...parts.held.row]];

  it('models are fitted on train alone and asked about validation', () => {
    expect(rowsOf(fitPartsFor(asked('funnel', 'validation'), parted))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(rowsOf(fitPartsFor(asked('next', 'validation'), parted))).toEqual([[0], [2]]);
    expect(
      setAsideBefore(asked('future', 'validation'), parted, fitPartsFor(asked('future', 'validation'), parted)),
    ).toEqual({
      'events of the validation part': 2,
      'of items unknown to train, left out': 0,
      'held-out events of known items': 2,
    });
  });

  it('P-holdout asks for purchases taken out of the log, all their visitor’s events of them with it', () => {
    const bought = logOf(lines.map((line) => ({ ...line, event: 'transaction' as const })));
    const whole = { train: bought, validation: part(), test: part(), overhang: part() };
    const { train, holdout } = fitPartsFor(asked('holdout', 'validation'), whole);
    const held = Number(idAt(holdout!.item, 0));
    expect(holdout).toEqual({ visitor: Int32Array.of(2), item: Int32Array.of(held) });
    expect([...train.row]).toEqual(held === 99 ? [0, 1, 2, 3] : [0, 1, 4]);
    expect(fitPartsFor(asked('holdout'), whole).holdout).toBeUndefined();
  });
});
