import { describe, expect, it } from 'vitest';
import { ADD_TO_CART, dayMs, packLists, TRANSACTION, VIEW } from '../../data/index.js';
import { trainOf } from '../../testing/train-of.js';
import type { Feature } from './feature.js';
import { assertSameSet, FeatureReader, featureSet, rankingFeatures } from './feature-set.js';
import { itemKnowledge } from './item-knowledge.js';
import type { Moments } from './moment.js';

const minute = 60_000;
/** Items 0 … 3; the log ends 10 days after its start. */
const train = trainOf([
  { visitor: 1, item: 0, time: 0, session: 1, price: 5 },
  { visitor: 1, item: 1, time: minute, session: 1 },
  { visitor: 2, item: 0, time: 5 * dayMs, session: 2, price: 8 },
  { visitor: 2, item: 0, time: 5 * dayMs + 1, session: 2, event: 'addtocart' },
  { visitor: 2, item: 2, time: 5 * dayMs + 2, session: 2, event: 'addtocart' },
  { visitor: 2, item: 0, time: 5 * dayMs + 3, session: 2, event: 'transaction' },
  { visitor: 3, item: 3, time: 10 * dayMs - 1, session: 3 },
]);
const properties = {
  item: Int32Array.of(0, 1, 2),
  category: Int32Array.of(0, 0, 1),
  categoryIds: Int32Array.of(70, 80),
  available: Int8Array.of(1, -1, 0),
  tokens: packLists([[], [], []]),
  tokenNames: [],
};
const until = 10 * dayMs;
const knowledge = itemKnowledge(train, until, { properties });

/** One moment, half a day after the log, of a visitor with a history and a session in progress. */
const now = until + dayMs / 2;
const events: readonly (readonly [item: number, kind: number, before: number])[] = [
  [1, VIEW, 3 * dayMs],
  [0, TRANSACTION, 2 * dayMs],
  [2, VIEW, 10 * minute],
  [2, ADD_TO_CART, 9 * minute],
  [0, VIEW, 4 * minute],
];
const moments: Moments = {
  time: Float64Array.of(now),
  from: Int32Array.of(0),
  sessionFrom: Int32Array.of(2),
  to: Int32Array.of(5),
  events: {
    item: Int32Array.from(events, ([item]) => item),
    kind: Uint8Array.from(events, ([, kind]) => kind),
    time: Float64Array.from(events, ([, , before]) => now - before),
  },
};

/** The features of a candidate by name. */
function featuresOf(item: number, at: Moments = moments, known = knowledge) {
  const { values } = new FeatureReader(rankingFeatures, known).matrix(at, packLists([[item]]));
  return Object.fromEntries(rankingFeatures.map(({ name }, i) => [name, values[i]!]));
}

describe('features for ranking', () => {
  it('of the visitor and the session', () => {
    expect(featuresOf(0)).toMatchObject({
      ...{ stage: 3, 'history-events': 2, 'history-items': 2, carts: 1, purchases: 1 },
      ...{ 'since-cart': Math.fround(9 / 1440), 'since-purchase': 2, 'known-for': 3, hour: 12, weekday: 0 },
      ...{ 'session-events': 3, 'session-items': 2, 'session-repeats': Math.fround(1 / 3) },
      ...{ 'session-seconds': 600, 'last-pause': 300 },
    });
  });

  it('of the item', () => {
    expect(featuresOf(0)).toMatchObject({
      ...{ popularity: Math.fround(4 / 7), 'popularity-percentile': 1, 'cart-share': 0.5, 'purchase-share': 1 },
      ...{ 'popularity-of-1': 0, 'popularity-of-7': Math.fround(3 / 5), 'popularity-of-30': Math.fround(4 / 7) },
      // The shop's rates are 2 carts of 4 views, 1 purchase of 2 carts.
      ...{ 'view-to-cart': 0.5, 'cart-to-purchase': Math.fround(11 / 21) },
      ...{
        age: 10,
        idle: Math.fround(5 - 3 / dayMs),
        price: 8,
        available: 1,
        'category-popularity': Math.fround(5 / 7),
      },
    });
    expect(featuresOf(3)).toMatchObject({
      price: Number.NaN,
      available: Number.NaN,
      'category-popularity': Number.NaN,
    });
    // Three of four events of the week are on item 0, as of the month four of seven are.
    expect(featuresOf(0).trend).toBeCloseTo((3 + 25 / 7) / (20 / 7 + 25 / 7), 6);
  });

  it('of the visitor and the item', () => {
    expect(featuresOf(2)).toMatchObject({
      ...{ viewed: 1, 'carted-before': 1, 'bought-before': 0, 'in-session': 2, 'events-back': 1 },
      ...{ 'last-met': Math.fround(9 / 1440), 'category-share': Math.fround(2 / 5), 'category-of-last': 0 },
    });
    expect(featuresOf(1)).toMatchObject({
      'in-session': 0,
      'events-back': 4,
      'category-share': Math.fround(3 / 5),
      'category-of-last': 2,
    });
    expect(featuresOf(3)).toMatchObject({
      viewed: 0,
      'events-back': Number.NaN,
      'last-met': Number.NaN,
      'category-of-last': Number.NaN,
    });
  });

  it('of what others did with the item before the visitor’s last event', () => {
    // That was 12 h less 4 min after train: its last event on item 0 was 3 ms after day 5, on item 3 a ms before day 10.
    const last = now - 4 * minute;
    expect(featuresOf(0)).toMatchObject({
      ...{ 'events-of-1-before-last': 0, 'events-of-7-before-last': 3, 'events-of-30-before-last': 4 },
      'idle-before-last': Math.fround((last - 5 * dayMs - 3) / dayMs),
    });
    expect(featuresOf(3)).toMatchObject({ 'events-of-1-before-last': 1 });
    // A visitor whose last event lay within train's time does not know what came after it.
    const early = { ...moments, events: { ...moments.events, time: new Float64Array(5).fill(5 * dayMs + 1) } };
    expect(featuresOf(0, early)).toMatchObject({
      'events-of-1-before-last': 1,
      'idle-before-last': Math.fround(1 / dayMs),
    });
  });

  it('of items that come together: a share of the events of the visitor’s items, the last one first', () => {
    // Items in order of last use: 0 (4 events in train), 2 (1), 1 (1); sessions hold 0 with 1 and 0 with 2.
    expect(featuresOf(2)).toMatchObject({
      together: 1 / 4,
      'together-with-last': 1 / 4,
      'next-after-last': 1 / 4,
      carted: 1 / 4,
    });
    expect(featuresOf(0)).toMatchObject({
      together: Math.fround(1 / 2 + 1 / 3),
      'together-with-last': 0,
      'next-after-last': 0,
      carted: 1 / 2,
      bought: 0,
    });
  });

  it('say nothing of times in a log without a clock', () => {
    const blind = featuresOf(0, moments, { ...knowledge, hasClock: false });
    for (const name of ['since-cart', 'hour', 'session-seconds', 'age', 'last-met']) expect(blind[name]).toBeNaN();
    expect(blind['events-back']).toBe(0);
  });

  it('of a visitor with nothing are none or unknown', () => {
    const nothing = { ...moments, to: moments.from, sessionFrom: moments.from };
    expect(featuresOf(0, nothing)).toMatchObject({
      ...{ stage: 0, 'history-events': 0, 'since-cart': Number.NaN, 'session-repeats': Number.NaN, viewed: 0 },
      ...{ 'category-share': Number.NaN, together: 0, popularity: Math.fround(4 / 7) },
    });
  });

  it('pass over items that train does not know', () => {
    const strange = { ...moments, events: { ...moments.events, item: Int32Array.of(1, 0, -1, 99, 0) } };
    expect(featuresOf(0, strange)).toMatchObject({ 'in-session': 1, 'events-back': 0, 'category-share': 1 });
  });

  it('count as unknown once what they know is too old, and are counted', () => {
    const reader = new FeatureReader(rankingFeatures, knowledge);
    const later = { ...moments, time: Float64Array.of(until + 8 * dayMs) };
    const { values, stale } = reader.matrix(later, packLists([[0, 1]]));
    const old = rankingFeatures.filter((_, column) => stale[column]! > 0);
    expect(old.map(({ name }) => name)).toEqual(['popularity-of-1', 'popularity-of-7', 'trend']);
    for (const feature of old) expect(values[rankingFeatures.indexOf(feature)]).toBeNaN();
    expect(stale[rankingFeatures.indexOf(old[0]!)]).toBe(2);
  });

  it('have names of their own', () => {
    expect(new Set(rankingFeatures.map(({ name }) => name)).size).toBe(rankingFeatures.length);
  });

  it('leave columns free for what others add', () => {
    const { values, columns } = new FeatureReader(rankingFeatures, knowledge).matrix(moments, packLists([[0, 2]]), 3);
    expect(columns).toBe(rankingFeatures.length + 3);
    expect([...values.subarray(columns - 3, columns)]).toEqual([0, 0, 0]);
    expect(values[columns]).toBe(values[0]); // the stage, in the second row too
  });
});

describe('a set of features', () => {
  it('has a version that changes with what a feature is', () => {
    const [first, ...others] = rankingFeatures as readonly [Feature, ...Feature[]];
    const stored = featureSet(rankingFeatures);
    expect(featureSet([...rankingFeatures])).toEqual(stored);
    expect(() => assertSameSet(stored, rankingFeatures)).not.toThrow();
    expect(() => assertSameSet(stored, others)).toThrow(
      new RegExp(
        `learnt from features of version ${stored.version}; this version has .*, without ${first.name}\\n {2}expected: a model fitted`,
      ),
    );
    expect(() => assertSameSet(featureSet(others), rankingFeatures)).toThrow(`with ${first.name}`);
    expect(() => assertSameSet(stored, [{ ...first, unit: 'money' } as Feature, ...others])).toThrow('another meaning');
  });
});
