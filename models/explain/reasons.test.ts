import { expect, it } from 'vitest';
import { ADD_TO_CART, TRANSACTION, VIEW } from '../../data/index.js';
import { queriesOf } from '../../testing/queries-of.js';
import type { Evidence, Queries } from '../base/recommender.js';
import { reasonsOf } from './reasons.js';

/** A visitor who viewed 10 and 11, put 12 into the cart and bought 13. */
const plain = queriesOf([{ context: [10, 11, 12, 13] }]);
const queries: Queries = {
  ...plain,
  events: { ...plain.events, kind: Uint8Array.of(VIEW, VIEW, ADD_TO_CART, TRANSACTION) },
};
const reasons = (evidence: readonly Evidence[], item = 1, of = queries) => reasonsOf(evidence, item, of, 0);
const kinds = (...parameters: Parameters<typeof reasons>) => reasons(...parameters).map(({ kind }) => kind);

it('groups events by what the visitor did', () => {
  const evidence: Evidence[] = [
    { kind: 'event', event: 1, weight: 4 },
    { kind: 'event', event: 2, weight: 3 },
    { kind: 'event', event: 0, weight: 2 },
    { kind: 'event', event: 3, weight: 1 },
  ];
  expect(reasons(evidence)).toEqual([
    { kind: 'viewed', share: 0.6, events: [1, 0], items: [11, 10], words: [] },
    { kind: 'carted', share: 0.3, events: [2], items: [12], words: [] },
    { kind: 'bought', share: 0.1, events: [3], items: [13], words: [] },
  ]);
});

it('says how the events led to the item', () => {
  const evidence = (['visitors', 'baskets', 'purchases', 'category'] as const).map(
    (via, i): Evidence => ({ kind: 'event', event: 0, weight: 4 - i, via }),
  );
  expect(kinds(evidence)).toEqual(['neighbours', 'chosen-together', 'bought-together', 'same-category']);
});

it('says what the visitor did with the very item', () => {
  expect(kinds([{ kind: 'event', event: 0, weight: 1, via: 'visitors' }], 10)).toEqual(['viewed-before']);
  expect(kinds([{ kind: 'event', event: 2, weight: 1 }], 12)).toEqual(['carted-before']);
  expect(kinds([{ kind: 'event', event: 3, weight: 1 }], 13)).toEqual(['bought-before']);
});

it('takes an item that has left the cart for a viewed one, from then on', () => {
  const at = (removed: number): Queries => ({
    ...queries,
    events: { ...queries.events, removed: Float64Array.of(Infinity, Infinity, removed, Infinity) },
  });
  const [before, after] = [queries.time[0]! - 1, queries.time[0]!];
  expect(kinds([{ kind: 'event', event: 2, weight: 1 }], 1, at(before))).toEqual(['viewed']);
  expect(kinds([{ kind: 'event', event: 2, weight: 1 }], 1, at(after))).toEqual(['carted']);
});

it('keeps categories apart from other words', () => {
  const evidence: Evidence[] = [
    { kind: 'word', word: 'colour:red', weight: 3 },
    { kind: 'word', word: 'category:70', weight: 2 },
    { kind: 'word', word: 'size:4', weight: 1 },
  ];
  expect(reasons(evidence).map(({ kind, words }) => [kind, words])).toEqual([
    ['words', ['colour:red', 'size:4']],
    ['category', ['70']],
  ]);
});

it('has no reason in what speaks against the item or is only a feature, which counts in the shares', () => {
  const evidence: Evidence[] = [
    { kind: 'feature', feature: 'hour', weight: 3 },
    { kind: 'popularity', weight: 1 },
    { kind: 'event', event: 0, weight: -2 },
  ];
  expect(reasons(evidence)).toEqual([{ kind: 'popular', share: 0.25, events: [], items: [], words: [] }]);
  expect(reasons([])).toEqual([]);
});
