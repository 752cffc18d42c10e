import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { type EventLog, eventCount, eventKinds, TRANSACTION } from '../event-log.js';
import { idAt, idCount, idList, idsOf } from '../ids.js';
import { Vocabulary } from '../vocabulary.js';
import { holdOutPurchases } from './hold-out-purchases.js';

const bought = (visitor: number, item: number, time: number): EventLine => ({
  visitor,
  item,
  time,
  event: 'transaction',
});

it('takes all events of one purchased item of each visitor who has bought another', () => {
  const log = logOf([
    bought(1, 10, 0),
    { visitor: 1, item: 11, time: 1 },
    bought(1, 11, 2),
    { visitor: 1, item: 11, time: 3 },
    { visitor: 2, item: 10, time: 4 }, // buys one item only
    bought(2, 12, 5),
    { visitor: 3, item: 11, time: 7 }, // buys nothing
  ]);
  const cuts = [1, 2, 3, 4, 5, 6].map((seed) => holdOutPurchases(log, seed));
  for (const { train, validation, holdout } of cuts) {
    const is10 = idAt(holdout.item, 0) === 10;
    expect(holdout.visitor).toEqual(Int32Array.of(1));
    expect([...validation.row]).toEqual(is10 ? [0] : [1, 2, 3]);
    expect([...train.row]).toEqual(is10 ? [1, 2, 3, 4, 5, 6] : [0, 4, 5, 6]);
  }
  expect(new Set(cuts.map(({ holdout }) => idAt(holdout.item, 0)))).toEqual(new Set([10, 11]));
});

it('draws each of a visitor’s purchases for some visitors, whatever the other events', () => {
  const visitors = Array.from({ length: 60 }, (_, visitor) => visitor);
  const lines = visitors.flatMap((visitor) => [10, 20, 30].map((item) => bought(visitor, item, item)));
  const { holdout } = holdOutPurchases(logOf(lines), 1);
  const drawn = [10, 20, 30].map((item) => idList(holdout.item).filter((one) => one === item).length);
  for (const times of drawn) expect(times).toBeGreaterThan(8); // 20 expected
  const more = [{ visitor: 999, item: 20, time: 0 }, ...lines, ...visitors.map((visitor) => bought(visitor, 10, 99))];
  expect(holdOutPurchases(logOf(more), 1).holdout).toEqual(holdout);
  expect(holdOutPurchases(withIdsReversed(logOf(lines)), 1).holdout).toEqual(holdout);
  const otherwise = lines.map((line) => ({ ...line, time: -line.item }));
  expect(holdOutPurchases(logOf(otherwise), 1).holdout).toEqual(holdout);
});

it('takes purchases out of a log with texts for ids, and draws by each visitor’s own text', () => {
  const boughtBy = (visitor: string): EventLine<string>[] =>
    ['a', 'b', 'c'].map((item, time) => ({ visitor, item, time, event: 'transaction' }));
  const many = Array.from({ length: 60 }, (_, visitor) => `visitor ${visitor}`);
  const { holdout } = holdOutPurchases(logOf(many.flatMap(boughtBy)), 1);
  expect(idList(holdout.visitor)).toEqual(many.toSorted());
  for (const item of ['a', 'b', 'c'])
    expect(idList(holdout.item).filter((one) => one === item).length).toBeGreaterThan(8); // 20 expected
  const alone = holdOutPurchases(logOf(boughtBy('visitor 7')), 1).holdout;
  expect(idAt(alone.item, 0)).toBe(idAt(holdout.item, idList(holdout.visitor).indexOf('visitor 7')));
});

/** The same events with vocabularies in descending order of the shop's ids. */
function withIdsReversed(log: EventLog): EventLog {
  const [visitors, items] = [log.visitors, log.items].map(({ ids }) => new Vocabulary(idsOf(idList(ids).reverse())));
  const reversed = (codes: Int32Array, { size }: Vocabulary) => codes.map((code) => size - 1 - code);
  return {
    ...log,
    visitor: reversed(log.visitor, log.visitors),
    item: reversed(log.item, log.items),
    visitors: visitors!,
    items: items!,
  };
}

it('leaves nothing of what it asks in train, and loses no event', () => {
  const event = fc.record({
    ...{ visitor: fc.nat(4), item: fc.nat(4), time: fc.nat(20) },
    event: fc.constantFrom(...eventKinds),
  });
  let asked = 0;
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), fc.nat(9), (lines, seed) => {
      const log = logOf(lines);
      const { train, validation, holdout } = holdOutPurchases(log, seed);
      expect([...train.row, ...validation.row].sort((a, b) => a - b)).toEqual([...log.row].sort((a, b) => a - b));
      idList(holdout.visitor).forEach((visitor, i) => {
        const own = [...train.visitor.keys()].filter((at) => train.visitors.idOf(train.visitor[at]!) === visitor);
        expect(own.some((at) => train.event[at] === TRANSACTION)).toBe(true);
        expect(own.map((at) => train.items.idOf(train.item[at]!))).not.toContain(idAt(holdout.item, i));
        asked++;
      });
      expect(eventCount(validation)).toBeGreaterThanOrEqual(idCount(holdout.visitor));
    }),
    { numRuns: 400 }, // a hundred logs ask about 20 purchases, sometimes fewer
  );
  expect(asked).toBeGreaterThan(20);
});
