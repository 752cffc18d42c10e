import { describe, expect, it } from 'vitest';
import { trainOf } from '../../testing/train-of.js';
import { contextItems, queryCount } from '../base/recommender.js';
import { type ExampleParameters, type ExampleQueries, exampleQueries } from './example-queries.js';

const event = (session: number, item: number, time: number, kind: 'view' | 'addtocart' = 'view') => ({
  ...{ visitor: session % 10, session, item, time, event: kind },
});
/** Sessions 1 and 2 begin before 50, 2 runs on, 11 (of visitor 1) and 3 come later. */
const train = trainOf([
  ...[event(1, 5, 10), event(1, 6, 11), event(2, 5, 40), event(2, 7, 41), event(2, 6, 60)],
  ...[event(11, 7, 61), event(11, 5, 62, 'addtocart'), event(3, 6, 63), event(3, 7, 64), event(3, 5, 65)],
]);
const itemsOf = (items: Int32Array) => [...items].map((item) => train.items.idOf(item));
const ask = (question: ExampleParameters['question'], examples = 100, of = train, later = 0.6) =>
  exampleQueries(of, { question, later, examples }, { seed: 1 });
const asked = ([made]: readonly ExampleQueries[]) =>
  Array.from({ length: queryCount(made!.queries) }, (_, query) => [
    itemsOf(contextItems(made!.queries, query)),
    train.items.idOf(made!.target[query]!),
  ]);

describe('queries for examples', () => {
  it('ask for the next items of sessions that begin later', () => {
    const made = ask('next');
    expect(made[0]).toMatchObject({ cut: { until: 60 }, until: 60 });
    expect(made[0]!.known.time.length).toBe(4);
    expect(asked(made)).toEqual([
      [[5, 6, 7], 5],
      [[6], 7],
      [[6, 7], 5],
    ]);
  });

  it('ask for the items of later carts', () => {
    expect(asked(ask('funnel'))).toEqual([[[5, 6, 7], 5]]);
  });

  it('ask what the model will be asked; if that is not known, about carts where there are some, else about next items', () => {
    expect(asked(ask('auto'))).toEqual(asked(ask('funnel')));
    expect(
      asked(exampleQueries(train, { question: 'auto', later: 0.6, examples: 9 }, { seed: 1, asked: 'next' })),
    ).toEqual(asked(ask('next')));
    const views = trainOf([event(1, 5, 10, 'addtocart'), event(1, 6, 11), event(2, 5, 40), event(2, 7, 41)]);
    expect(queryCount(ask('auto', 100, views, 0.5)[0]!.queries)).toBe(1);
  });

  it('ask for purchases that were held out, given the rest of the visitor’s log, of whose items none is asked for', () => {
    const bought = (visitor: number, item: number, time: number) => ({
      visitor,
      item,
      time,
      event: 'transaction' as const,
    });
    const log = trainOf([bought(1, 5, 1), bought(1, 6, 2), bought(2, 7, 3), { visitor: 1, item: 8, time: 4 }]);
    const made = ask('holdout', 100, log);
    expect(made.length).toBe(3); // draws
    for (const { queries, target, known, until, cut } of made) {
      expect(cut).toEqual({ heldOut: expect.any(Number) });
      expect([...queries.visitor].map((visitor) => log.visitors.idOf(visitor))).toEqual([1]); // the other has bought one item
      const own = contextItems(queries, 0);
      expect([...own, target[0]].map((item) => log.items.idOf(item!)).sort()).toEqual([5, 6, 8]);
      expect([...queries.exclude.values]).toEqual([...own].sort());
      expect([known.time.length, until]).toEqual([3, 5]);
    }
  });

  it('are none in a log without sessions, or of one item each', () => {
    const uncut = trainOf([1, 2, 3].map((time) => ({ visitor: 1, item: 5, time })));
    expect(queryCount(ask('next', 100, uncut, 0.5)[0]!.queries)).toBe(0);
  });

  it('are at most so many, spread over time; the latest judge', () => {
    expect(asked(ask('next', 2))).toEqual([
      [[5, 6, 7], 5],
      [[6], 7],
    ]);
    const many = trainOf(
      Array.from({ length: 40 }, (_, session) => [
        event(session, 5, 10 * session),
        event(session, 6, 10 * session + 1),
      ]).flat(),
    );
    const [{ judges }] = ask('next', 20, many, 0.6) as [ExampleQueries];
    expect([...judges]).toEqual([...Array(17).fill(0), 1, 1, 1]);
  });
});
