import { expect, it } from 'vitest';
import { listAt } from '../../data/index.js';
import { queriesOf } from '../../testing/queries-of.js';
import { emptyRankings } from '../base/rankings.js';
import type { Recommender } from '../base/recommender.js';
import { retrieve } from './candidates.js';

/** A retriever that always gives the same lists of items and scores. */
const retriever = (...lists: readonly (readonly (readonly [item: number, score: number])[])[]) =>
  ({
    recommend: async (_, k) => {
      const rankings = emptyRankings(lists.length, k);
      for (const [query, list] of lists.entries())
        for (const [rank, [item, score]] of list.slice(0, k).entries()) {
          rankings.items[query * k + rank] = item;
          rankings.scores[query * k + rank] = score;
        }
      return rankings;
    },
  }) as Pick<Recommender, 'recommend'> as Recommender;

const queries = queriesOf([{ context: [1] }, { context: [2] }]);
const [a, b] = [
  retriever([[7, 8], [5, 4], [3, 2]], []), // biome-ignore format: a list a query
  retriever([[5, -1], [9, -2]], [[4, 0]]), // biome-ignore format: a list a query
];

it('keeps the items that stand highest in all lists together', async () => {
  const { items, fused } = await retrieve([a, b], queries, { depth: 10, kept: 3 }, {});
  // 5 is second and first, 7 first, 9 second, 3 third.
  expect([...listAt(items, 0)]).toEqual([5, 7, 9]);
  expect([...fused]).toEqual([1 / 12 + 1 / 11, 1 / 11, 1 / 12, 1 / 11]);
  expect([...listAt(items, 1)]).toEqual([4]);
});

it('says each retriever’s rank and share of its best score, nothing of items that it does not list', async () => {
  const { ranks, shares } = await retrieve([a, b], queries, { depth: 10, kept: 3 }, {});
  expect(ranks.map((column) => [...column])).toEqual([[2, 1, NaN, NaN], [1, NaN, 2, 1]]); // biome-ignore format: a line
  expect(shares.map((column) => [...column])).toEqual([[0.5, 1, NaN, NaN], [-0.5, NaN, -1, 0]]); // biome-ignore format: a line
});

it('asks each retriever for lists of a length', async () => {
  const { items } = await retrieve([a, b], queries, { depth: 1, kept: 3 }, {});
  expect([...listAt(items, 0)]).toEqual([5, 7]);
});
