import { describe, expect, it } from 'vitest';
import { dayMs, packLists } from '../../data/index.js';
import { trainOf } from '../../testing/train-of.js';
import { EventsBehind } from './events-behind.js';
import { FeatureReader, rankingFeatures } from './feature-set.js';
import { itemKnowledge } from './item-knowledge.js';
import { type Moments, relations } from './moment.js';

/** Sessions 0 1 2, 0 2 and 1 3, in each of which all is carted and bought that day; items 0 and 1 are of one category. */
const train = trainOf(
  [
    [0, 1, 2],
    [0, 2],
    [1, 3],
  ].flatMap((items, session) =>
    (['view', 'addtocart', 'transaction'] as const).flatMap((event, kind) =>
      items.map((item, at) => ({ visitor: session, session, item, event, time: session * dayMs + 10 * kind + at })),
    ),
  ),
);
const knowledge = itemKnowledge(train, 5 * dayMs, {
  properties: {
    item: Int32Array.of(0, 1, 2),
    category: Int32Array.of(0, 0, 1),
    categoryIds: Int32Array.of(70, 80),
    available: Int8Array.of(1, 1, 1),
    tokens: packLists([[], [], []]),
    tokenNames: [],
  },
});
/** A visitor of items 0, 0, 9 (which train does not know), 2 and 1, as events 1 to 5. */
const moments: Moments = {
  time: Float64Array.of(6 * dayMs),
  from: Int32Array.of(1),
  sessionFrom: Int32Array.of(3),
  to: Int32Array.of(6),
  events: {
    item: Int32Array.of(3, 0, 0, 9, 2, 1),
    kind: Uint8Array.of(0, 0, 1, 0, 0, 0),
    time: Float64Array.of(0, 1, 2, 3, 4, 5).map((hour) => 5 * dayMs + hour),
  },
};
const behind = new EventsBehind(knowledge, moments, 0);
const featureValue = (feature: string, item: number) =>
  new FeatureReader(rankingFeatures, knowledge).matrix(moments, packLists([[item]])).values[
    rankingFeatures.findIndex(({ name }) => name === feature)
  ]!;
const eventsOf = (feature: string, item: number) =>
  Object.fromEntries(behind.of(feature, featureValue(feature, item), item));

describe('the events behind a feature', () => {
  it('are the last on the item itself, if the feature says that there were some', () => {
    expect(eventsOf('viewed', 0)).toEqual({ 2: 1 });
    expect(eventsOf('carted-before', 0)).toEqual({ 2: 1 });
    expect(eventsOf('last-met', 0)).toEqual({ 2: 1 });
    expect(eventsOf('bought-before', 0)).toEqual({});
    expect(eventsOf('viewed', 3)).toEqual({});
    expect(eventsOf('events-back', 3)).toEqual({});
  });

  it('are those on items of its category', () => {
    expect(eventsOf('category-share', 1)).toEqual({ 2: 2 / 4, 5: 1 / 4 });
    expect(eventsOf('category-of-last', 0)).toEqual({ 5: 1 });
    expect(eventsOf('category-of-last', 2)).toEqual({});
    expect(eventsOf('category-share', 3)).toEqual({});
  });

  it('are those on items that it comes with', () => {
    // Item 1 has 6 events and shares a session with item 3; item 2, a step back, has 6 and shares two with item 0.
    expect(eventsOf('together', 3)).toEqual({ 5: 1 / 6 });
    expect(eventsOf('together', 0)).toEqual({ 5: 1 / 6, 4: 2 / 6 / 2 });
    expect(eventsOf('together-with-last', 0)).toEqual({ 5: 1 / 6 });
  });

  it.each(relations)('add up to the value of $name', ({ name }) => {
    for (const item of [0, 1, 2, 3])
      expect(Object.values(eventsOf(name, item)).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(
        featureValue(name, item),
        6,
      );
  });

  it('are none of a feature of the item or the session', () => {
    expect(eventsOf('popularity', 0)).toEqual({});
    expect(eventsOf('session-events', 0)).toEqual({});
  });
});
