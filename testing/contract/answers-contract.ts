import { expect, it } from 'vitest';
import { listAt, packLists } from '../../data/index.js';
import { createModel, type Queries, sliceQueries } from '../../models/index.js';
import { queriesOf } from '../queries-of.js';
import { row } from '../row.js';
import { fittedEarly, fittedOnce } from './contract-fits.js';
import { asks, everything, fallBack, queries } from './contract-queries.js';

/** What every fitted recommender owes those who ask it. */
export function answersContract(name: string): void {
  it('gives well-formed rows: distinct items of the catalogue, scores that never rise, padding at the end', async () => {
    const rankings = await (await fittedOnce(name)).recommend(queries(), 8);
    expect(rankings.items.length).toBe(3 * 8);
    for (let query = 0; query < 3; query++) {
      const given = row(rankings, query);
      expect(given.length, fallBack).toBeGreaterThan(0);
      expect(new Set(given.map(([item]) => item)).size).toBe(given.length);
      for (const [rank, [item, score]] of given.entries()) {
        expect(item).toBeLessThan(20);
        expect(score).toBeLessThanOrEqual(given[rank - 1]?.[1] ?? Number.POSITIVE_INFINITY);
      }
      const padding = rankings.items.subarray(query * 8 + given.length, (query + 1) * 8);
      expect([...padding].every((item) => item === -1)).toBe(true);
    }
  });

  it('scores given items as it ranks them, bit for bit: all of them in order are its longest list', async () => {
    const model = await fittedOnce(name);
    for (const scope of ['session', 'history'] as const) {
      const asked = queries(scope);
      const items = everything(asked);
      const scores = await model.score(asked, items);
      const rankings = await model.recommend(asked, 21);
      for (let query = 0; query < 3; query++) {
        const own = Array.from(listAt(items, query), (item, i) => [item, scores[asks * query + i]!] as const);
        const ranked = own.filter(([, score]) => score !== Number.NEGATIVE_INFINITY);
        expect(ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0])).toEqual(row(rankings, query));
      }
    }
  });

  it('answers calls at the same time as it answers them in turn', async () => {
    const model = await fittedOnce(name);
    const calls = [
      () => model.recommend(queries(), 5),
      () => model.score(queries('history'), everything(queries())),
      () => model.recommend(queriesOf([{ visitor: 5, context: [7, 9, 11] }]), 20),
      () => model.recommend(queries('history'), 3, { threads: 2 }),
      () => model.explain?.(queries(), everything(queries())),
    ];
    const inTurn: unknown[] = [];
    for (const call of calls) inTurn.push(await call());
    expect(await Promise.all(calls.map((call) => call()))).toEqual(inTurn);
  });

  it('explains with what the query knows, in amounts that add up to the score', async () => {
    const model = await fittedOnce(name);
    if (!model.explain) return;
    for (const scope of ['session', 'history'] as const) {
      const asked = queries(scope);
      const items = everything(asked);
      const scores = await model.score(asked, items);
      const evidence = await model.explain(asked, items);
      expect(evidence.length).toBe(items.values.length);
      expect(evidence.some((list) => list.length > 0)).toBe(true);
      for (const [at, list] of evidence.entries()) {
        const query = Math.floor(at / asks);
        if (!Number.isFinite(scores[at])) {
          expect(list).toEqual([]);
          continue;
        }
        const total = list.reduce((sum, { weight }) => sum + weight, 0);
        expect(Math.abs(total - scores[at]!)).toBeLessThan(2e-6 + 1e-4 * Math.abs(scores[at]!));
        expect(list.map(({ weight }) => weight)).toEqual(list.map(({ weight }) => weight).sort((a, b) => b - a));
        for (const one of list)
          if (one.kind === 'event') {
            expect(one.event).toBeGreaterThanOrEqual(asked.from[query]!);
            expect(one.event).toBeLessThan(asked.to[query]!);
          }
      }
    }
  });

  it('reads the session or the history that a query has, as it is asked to', async () => {
    const model = await fittedOnce(name);
    const both = queriesOf([{ visitor: 99, history: [2, 4], context: [3, 5] }]);
    const answer = async (asked: Queries) => row(await model.recommend(asked, 20), 0);
    expect(await answer(both)).toEqual(await answer(queriesOf([{ visitor: 99, context: [3, 5] }])));
    const all = queriesOf([{ visitor: 99, context: [2, 4, 3, 5] }], 'history');
    expect(await answer({ ...both, scope: 'history' })).toEqual(await answer(all));
  });

  it('answers a batch as it answers one by one', async () => {
    const model = await fittedOnce(name);
    const batch = await model.recommend(queries(), 5);
    for (let query = 0; query < 3; query++) {
      const alone = await model.recommend(sliceQueries(queries(), query, query + 1), 5);
      expect(row(alone, 0)).toEqual(row(batch, query));
    }
  });

  it('never returns an excluded item', async () => {
    const rankings = await (await fittedOnce(name)).recommend(queries(), 20);
    const items = (query: number) => row(rankings, query).map(([item]) => item);
    expect(items(0)).not.toContain(2);
    expect(items(0)).not.toContain(4);
    expect(items(2).filter((item) => [0, 1, 8].includes(item))).toEqual([]);
  });

  it('takes a k beyond the catalogue', async () => {
    const model = await fittedOnce(name);
    const long = await model.recommend(queries(), 50);
    const short = await model.recommend(queries(), 5);
    for (let query = 0; query < 3; query++) {
      expect(row(long, query).length).toBeLessThanOrEqual(20);
      expect(row(long, query).slice(0, 5)).toEqual(row(short, query));
    }
  });

  it('takes an empty context', async () => {
    const rankings = await (await fittedOnce(name)).recommend(queriesOf([{ context: [] }]), 5);
    expect(rankings.items.length).toBe(5);
    expect([...rankings.scores].some(Number.isNaN)).toBe(false);
  });

  it('takes a visitor it has never seen', async () => {
    const rankings = await (await fittedOnce(name)).recommend(queriesOf([{ visitor: 1000, context: [3] }]), 5);
    expect(row(rankings, 0).length, fallBack).toBeGreaterThan(0);
  });

  it('takes an item that has no event in train', async () => {
    const rankings = await (await fittedEarly(name)).recommend(queriesOf([{ context: [20, 3] }]), 25);
    expect(row(rankings, 0).length, fallBack).toBeGreaterThan(0);
  });

  it('takes the −1 of an item that no vocabulary has as one that train does not know', async () => {
    const model = await fittedOnce(name);
    const asked = (item: number) =>
      queriesOf([
        { visitor: 0, context: [2, item, 4, item] },
        { visitor: 99, context: [item] },
      ]);
    expect(await model.recommend(asked(-1), 20)).toEqual(await model.recommend(asked(500), 20));
    const items = packLists([[6], [6]]);
    expect(await model.score(asked(-1), items)).toEqual(await model.score(asked(500), items));
    expect(await model.explain?.(asked(-1), items)).toEqual(await model.explain?.(asked(500), items));
  });

  it('passes over items of a context that train does not know', async () => {
    const model = await fittedOnce(name);
    for (const scope of ['session', 'history'] as const) {
      const items = async (context: number[]) => {
        const rankings = await model.recommend(queriesOf([{ visitor: 99, context }], scope), 5);
        expect([...rankings.scores].some(Number.isNaN)).toBe(false);
        return [...rankings.items];
      };
      expect(await items([20, 500])).toEqual(await items([]));
      for (const item of await items([500, 3, 20])) expect(item).toBeLessThan(20);
    }
  });

  it('has vectors of all items by which it tells which are alike, or none', async () => {
    const model = await fittedOnce(name);
    if (!model.itemVectors) return;
    const { values, factors } = model.itemVectors();
    expect(values.length).toBe(20 * factors);
    const vector = (item: number) => values.subarray(item * factors, (item + 1) * factors);
    const product = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, f) => sum + value * b[f]!, 0);
    const { items, scores } = model.similarItems!(3, 4);
    for (const [rank, item] of items.entries()) {
      const [own, other] = [vector(3), vector(item)];
      const cosine = product(own, other) / Math.sqrt(product(own, own) * product(other, other));
      expect(scores[rank]).toBeCloseTo(cosine, 5);
    }
  });

  it('says so when it is asked before it is fitted', async () => {
    await expect(createModel(name).recommend(queries(), 5)).rejects.toThrow(`${name} is not fitted`);
  });
}
