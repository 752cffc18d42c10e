import { describe, expect, it } from 'vitest';
import { trainOf } from '../../testing/train-of.js';
import { contextItems, queryCount } from '../base/recommender.js';
import { type LaterQueries, laterQueries } from './later-queries.js';

const event = (session: number, item: number, time: number, kind: 'view' | 'addtocart' = 'view') => ({
  ...{ visitor: session % 10, session, item, time, event: kind },
});
/** Sessions 1 and 2 begin before 50, 2 runs on, 11 (of visitor 1) and 3 come later. */
const train = trainOf([
  ...[event(1, 5, 10), event(1, 6, 11), event(2, 5, 40), event(2, 7, 41), event(2, 6, 60)],
  ...[event(11, 7, 61), event(11, 5, 62, 'addtocart'), event(3, 6, 63), event(3, 7, 64), event(3, 5, 65)],
]);
const itemsOf = (items: Int32Array) => [...items].map((item) => train.items.idOf(item));
const asked = ({ queries, target }: LaterQueries) =>
  Array.from({ length: queryCount(queries) }, (_, query) => [
    itemsOf(contextItems(queries, query)),
    train.items.idOf(target[query]!),
  ]);

describe('queries of what came later', () => {
  it('ask for the next items of sessions that begin later', () => {
    const { past, until, ...later } = laterQueries(train, 'next', 0.6, 100);
    expect([past.time.length, until]).toEqual([4, 60]);
    expect(asked({ past, until, ...later })).toEqual([
      [[5, 6, 7], 5],
      [[6], 7],
      [[6, 7], 5],
    ]);
  });

  it('ask for the items of later carts', () => {
    expect(asked(laterQueries(train, 'funnel', 0.6, 100))).toEqual([[[5, 6, 7], 5]]);
  });

  it('ask about carts where there are some later, else about next items', () => {
    expect(asked(laterQueries(train, 'auto', 0.6, 100))).toEqual([[[5, 6, 7], 5]]);
    const views = trainOf([event(1, 5, 10, 'addtocart'), event(1, 6, 11), event(2, 5, 40), event(2, 7, 41)]);
    expect(queryCount(laterQueries(views, 'auto', 0.5, 100).queries)).toBe(1);
  });

  it('are none in a log without sessions, or of one item each', () => {
    const uncut = trainOf([1, 2, 3].map((time) => ({ visitor: 1, item: 5, time })));
    expect(queryCount(laterQueries(uncut, 'next', 0.5, 100).queries)).toBe(0);
  });

  it('are at most so many, spread over time', () => {
    expect(asked(laterQueries(train, 'next', 0.6, 2))).toEqual([
      [[5, 6, 7], 5],
      [[6], 7],
    ]);
  });
});
