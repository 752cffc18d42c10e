import { expect, it } from 'vitest';
import type { EventKind } from '../../data/index.js';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { ruleCaption, ruleRows } from './rule-tables.js';

/** Events of a session and an order of its own, one an item. */
const bought = (visitor: number, items: readonly string[], event: EventKind): EventLine<string | number>[] =>
  items.map((item) => ({ ...{ visitor, session: visitor, transaction: visitor, item, event }, time: visitor }));
/** Of 50 sessions, 20 hold a lamp and a bulb, 5 a bulb alone, 25 a rug. */
const sessions = (event: EventKind) =>
  Array.from({ length: 50 }, (_, i) =>
    bought(i, i < 20 ? ['lamp', 'bulb'] : i < 25 ? ['bulb'] : ['rug'], event),
  ).flat();

it('are a log’s rules in words and figures, the surest first', () => {
  const common = { sessions: 20, support: '40 %', lift: '2', leverage: '20 %' };
  expect(ruleRows(logOf(sessions('view')), 'session')).toEqual([
    { antecedent: 'lamp', consequent: 'bulb', ...common, confidence: '100 %', conviction: '∞' },
    { antecedent: 'bulb', consequent: 'lamp', ...common, confidence: '80 %', conviction: '3' },
  ]);
  expect(ruleCaption('session').replaceAll('\u00a0', ' ')).toBe(
    'The surest rules of two items that share 20 sessions or more',
  );
});

it('are of orders, too, where something was bought', () => {
  expect(ruleRows(logOf(sessions('transaction')), 'order')[0]).toMatchObject({
    antecedent: 'lamp',
    consequent: 'bulb',
    orders: 20,
  });
  expect(ruleRows(logOf(sessions('view')), 'order')).toEqual([]);
});

it('are none where two items share fewer sessions', () => {
  expect(ruleRows(logOf(sessions('view').slice(2)), 'session')).toEqual([]);
});

it('are ten at most', () => {
  const items = ['a', 'b', 'c', 'd', 'e'];
  const all = Array.from({ length: 20 }, (_, i) => bought(i, items, 'view')).flat();
  expect(ruleRows(logOf(all), 'session')).toHaveLength(10);
});
