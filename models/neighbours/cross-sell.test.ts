import { expect, it } from 'vitest';
import { type EventKind, keepingNotes, quiet, type Train } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import type { Queries } from '../base/recommender.js';
import { CrossSell } from './cross-sell.js';

const hour = 3_600_000;
const work = { seed: 1, reporter: quiet, threads: 1 };
const uniform = { weights: { view: 1, addtocart: 1, transaction: 1 } };

const event = (visitor: number, item: number, hours: number, kind: EventKind = 'view', session = 0): EventLine => ({
  visitor,
  item,
  event: kind,
  time: hours * hour,
  session,
});

/**
 * A tent (0) and pegs (1) stand in two baskets together, the tent and a book (2) in one, and the tent in one alone. Visitor
 * 4 buys pegs a day after the tent.
 */
const camping = [
  ...[event(1, 0, 0), event(1, 1, 1)],
  ...[event(2, 0, 2), event(2, 1, 3), event(2, 2, 3)],
  ...[event(4, 0, 5), event(4, 1, 29, 'transaction')],
];

const fit = async (lines: readonly EventLine[], parameters: object, clock: 'wall' | 'order' = 'wall') => {
  const model = new CrossSell(parameters);
  const reporter = keepingNotes('test', quiet);
  await model.fit(logOf(lines, clock) as Train, { ...work, reporter });
  return { model, notes: reporter.notes };
};

it('names what shares baskets with an item, by the share of its baskets', async () => {
  const { model } = await fit(camping, { minSupport: 0, signal: uniform });
  const { items, scores } = model.similarItems(0, 5);
  expect([...items]).toEqual([1, 2]);
  expect([...scores]).toEqual([2 / 3, 1 / 3].map(Math.fround));
  expect([...model.similarItems(2, 5).scores]).toEqual([1, 1]); // the book's only basket holds both
});

it('takes a longer window for one basket, and a pair below the support floor for chance', async () => {
  const { model } = await fit(camping, { windowHours: 24, minSupport: 2, signal: uniform });
  expect([...model.similarItems(0, 5).items]).toEqual([1]);
  expect([...model.similarItems(0, 5).scores]).toEqual([1]);
});

it('hears a purchase more than a view', async () => {
  const bought = [...camping, event(5, 0, 40, 'transaction'), event(5, 2, 41, 'transaction')];
  const { model } = await fit(bought, {});
  // support of the tent: 1 + 1 + 1 + 5; with the pegs 1 + 1, with the book 1 + 25
  expect([...model.similarItems(0, 5).items]).toEqual([2, 1]);
  expect([...model.similarItems(0, 5).scores]).toEqual([26 / 8, 2 / 8]);
});

it('recommends to the items at hand together, and none of themselves', async () => {
  const { model } = await fit(camping, { minSupport: 0, signal: uniform });
  const given = row(await model.recommend(queriesOf([{ context: [0, 1] }]), 5), 0);
  expect(given).toEqual([[2, Math.fround(1 / 3) + Math.fround(1 / 3)]]);
});

/** Views the book, and the tent 20 hours later. */
const slowly = (scope: Queries['scope']): Queries => {
  const queries = queriesOf([{ context: [2, 0] }], scope);
  return {
    ...queries,
    time: Float64Array.of(20 * hour),
    events: { ...queries.events, time: Float64Array.of(0, 20 * hour) },
  };
};

it('in a session looks at the last window alone, in a history at all of it', async () => {
  const { model } = await fit(camping, { minSupport: 0, signal: uniform });
  const items = async (scope: Queries['scope']) =>
    row(await model.recommend(slowly(scope), 5), 0).map(([item]) => item);
  expect(await items('session')).toEqual([1, 2]); // the tent's; the book was in another basket
  expect(await items('history')).toEqual([1]);
});

it('takes sessions for baskets where there is no clock, and says so', async () => {
  const positions = [event(1, 0, 0, 'view', 0), event(1, 1, 1, 'view', 0), event(1, 2, 2, 'view', 1)];
  const { model, notes } = await fit(positions, { minSupport: 0 }, 'order');
  expect([...model.similarItems(0, 5).items]).toEqual([1]);
  expect(notes).toEqual(['cross-sell: the log has no clock, so a session is a basket']);
  const items = row(await model.recommend(slowly('session'), 5), 0).map(([item]) => item);
  expect(items).toEqual([1]); // 20 hours are no measure there: both items are at hand
});

keepsItsParameters('cross-sell', { windowHours: 1, minSupport: 1, neighbours: 3 });
