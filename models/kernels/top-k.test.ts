import { describe, expect, it } from 'vitest';
import { type Lists, listAt, packLists, type Random, seededRandom } from '../../data/index.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import type { Rankings } from '../base/recommender.js';
import { innerProduct, topKItems } from './top-k.js';

const modes = [
  { prunes: false, threads: 1 },
  { prunes: false, threads: 2 },
  { prunes: true, threads: 1 },
  { prunes: true, threads: 2 },
];

/** What the kernel is to give: every pair, one after the other. */
function naive(items: Float32Array, factors: number, queries: Float32Array, k: number, exclude: Lists): Rankings {
  const [count, catalogue] = [queries.length / factors, items.length / factors];
  const rankings = emptyRankings(count, k);
  const best = new TopK(k);
  const vectorAt = (vectors: Float32Array, i: number) => vectors.subarray(i * factors, (i + 1) * factors);
  const isZero = (vectors: Float32Array, i: number) => vectorAt(vectors, i).every((value) => value === 0);
  for (let query = 0; query < count; query++) {
    if (isZero(queries, query)) continue;
    for (let item = 0; item < catalogue; item++) {
      if (isZero(items, item) || listAt(exclude, query).includes(item)) continue;
      best.offer(item, innerProduct(vectorAt(queries, query), vectorAt(items, item)));
    }
    best.drain(rankings.items, rankings.scores, query * k);
  }
  return rankings;
}

/** Vectors of lengths that fall as a shop's do, some of them zero and some of them alike. */
function vectors(random: Random, count: number, factors: number): Float32Array {
  const all = new Float32Array(count * factors);
  for (let i = 0; i < count; i++) {
    const kind = random.float();
    if (kind < 0.1) continue;
    if (kind < 0.3 && i > 0) all.copyWithin(i * factors, random.int(i) * factors, i * factors + factors);
    const length = 1 / (1 + random.int(count));
    if (kind >= 0.3) for (let f = 0; f < factors; f++) all[i * factors + f] = length * random.normal();
  }
  return all;
}

const excluded = (random: Random, count: number, items: number, share: number): Lists =>
  packLists(
    Array.from({ length: count }, () =>
      Array.from({ length: items }, (_, i) => i).filter(() => random.float() < share),
    ),
  );

const nothing = (count: number) => packLists(Array.from({ length: count }, () => []));

describe('top-k', () => {
  const shapes = [
    { items: 1, factors: 1, count: 1, k: 1, share: 0 },
    { items: 7, factors: 3, count: 5, k: 2, share: 0.5 },
    { items: 130, factors: 4, count: 131, k: 10, share: 0.2 },
    { items: 1000, factors: 10, count: 301, k: 20, share: 0.05 },
    { items: 777, factors: 33, count: 64, k: 50, share: 0 },
    { items: 90, factors: 8, count: 9, k: 200, share: 0.3 },
    { items: 50, factors: 5, count: 6, k: 5, share: 1 },
    { items: 0, factors: 5, count: 6, k: 5, share: 0 },
    { items: 20, factors: 5, count: 0, k: 5, share: 0 },
    { items: 20, factors: 5, count: 3, k: 0, share: 0 },
  ];
  it.each(shapes)('is what the naive way gives: $items items × $factors, $count queries, k $k', async (shape) => {
    const random = seededRandom(shape.items);
    const items = vectors(random, shape.items, shape.factors);
    const queries = vectors(random, shape.count, shape.factors);
    const exclude = excluded(random, shape.count, shape.items, shape.share);
    const expected = naive(items, shape.factors, queries, shape.k, exclude);
    const index = await topKItems(items, shape.factors);
    for (const mode of modes) expect(await index.search(queries, shape.k, exclude, mode)).toEqual(expected);
  });

  it('settles ties by the smaller item id, however the items lie in memory', async () => {
    // (1, 0), (1, 1), (1, 2), (1, 0) …: for the query (1, 0) all score 1, and the longest lie first.
    const items = Float32Array.from({ length: 600 }, (_, at) => (at % 2 === 0 ? 1 : (at >> 1) % 3));
    const index = await topKItems(items, 2);
    for (const mode of modes) {
      const { items: found } = await index.search(Float32Array.of(1, 0), 7, nothing(1), mode);
      expect([...found]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });

  it('never loses an item to the bound where all scores lie on it', async () => {
    // All items point where the query does: each score is its bound, up to the last rounding.
    const random = seededRandom(5);
    const direction = Array.from({ length: 19 }, () => random.normal());
    const items = Float32Array.from(
      { length: 400 * 19 },
      (_, at) => direction[at % 19]! * (1 + 1e-7 * random.normal()),
    );
    const queries = Float32Array.from({ length: 4 * 19 }, (_, at) => direction[at % 19]! * (1 + Math.floor(at / 19)));
    const expected = naive(items, 19, queries, 150, nothing(4));
    const index = await topKItems(items, 19);
    for (const mode of modes) expect(await index.search(queries, 150, nothing(4), mode)).toEqual(expected);
  });

  it('answers more queries and exclusions than its memory holds at a time', async () => {
    const random = seededRandom(3);
    const items = vectors(random, 100, 2);
    const queries = vectors(random, 5000, 2);
    const exclude = packLists(Array.from({ length: 5000 }, () => Array.from({ length: 90 }, (_, i) => i)));
    const index = await topKItems(items, 2);
    expect(await index.search(queries, 5, exclude)).toEqual(naive(items, 2, queries, 5, exclude));
  });

  it('answers searches that are asked for at the same time', async () => {
    const random = seededRandom(4);
    const items = vectors(random, 200, 6);
    const index = await topKItems(items, 6);
    const asked = [1, 2, 3].map((count) => vectors(random, count * 10, 6));
    const found = await Promise.all(
      asked.map((queries) => index.search(queries, 4, nothing(queries.length / 6), { threads: 2 })),
    );
    expect(found).toEqual(asked.map((queries) => naive(items, 6, queries, 4, nothing(queries.length / 6))));
  });

  it('refuses vectors that are not finite, and says which', async () => {
    const bad = Float32Array.of(1, 2, 3, Number.NaN);
    await expect(topKItems(bad, 2)).rejects.toThrow(/the vector of item 1 holds NaN or infinity\n {2}expected: finite/);
    const index = await topKItems(Float32Array.of(1, 2), 2);
    await expect(index.search(bad, 1, nothing(2))).rejects.toThrow('the vector of query 1 holds NaN');
    await expect(index.search(Float32Array.of(Number.POSITIVE_INFINITY, 0), 1, nothing(1))).rejects.toThrow('query 0');
    expect((await index.search(Float32Array.of(1, 1), 1, nothing(1))).scores[0]).toBe(3); // it goes on after an error
  });

  it('stops when it is told to', async () => {
    const index = await topKItems(Float32Array.of(1, 2), 2);
    const abort = AbortSignal.abort(new Error('stopped by the test'));
    await expect(index.search(Float32Array.of(1, 1), 1, nothing(1), { abort })).rejects.toThrow('stopped by the test');
  });
});
