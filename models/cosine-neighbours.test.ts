import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trainOf } from '../testing/train-of.js';
import { cosineNeighbours } from './cosine-neighbours.js';
import { distinctPairs } from './distinct-pairs.js';

/** The definition, item by item: sets of visitors, and every pair of them compared. */
function naive(events: readonly { visitor: number; item: number }[], items: readonly number[], k: number) {
  const visitors = items.map(
    (item) => new Set(events.filter((event) => event.item === item).map((event) => event.visitor)),
  );
  return items.map((_, a) =>
    items
      .map((_, b) => {
        const shared = [...visitors[a]!].filter((visitor) => visitors[b]!.has(visitor)).length;
        return { item: b, similarity: shared / (Math.sqrt(visitors[a]!.size) * Math.sqrt(visitors[b]!.size)) };
      })
      .filter(({ item, similarity }) => item !== a && similarity > 0)
      .sort((x, y) => y.similarity - x.similarity || x.item - y.item)
      .slice(0, k),
  );
}

it('agrees with the definition on random logs', () => {
  const log = fc.array(fc.record({ visitor: fc.nat(8), item: fc.nat(11), time: fc.nat(1000) }), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(log, fc.integer({ min: 1, max: 6 }), (events, k) => {
      const train = trainOf(events);
      const found = cosineNeighbours(distinctPairs(train), k);
      naive(events, [...train.items.ids], k).forEach((expected, item) => {
        const [start, end] = [found.offsets[item]!, found.offsets[item + 1]!];
        expect([...found.values.subarray(start, end)]).toEqual(expected.map((neighbour) => neighbour.item));
        expect([...found.similarities.subarray(start, end)]).toEqual(
          expected.map(({ similarity }) => Math.fround(similarity)),
        );
      });
    }),
  );
});

it('reports every row and leaves an item without company without neighbours', () => {
  const train = trainOf([
    { visitor: 1, item: 10, time: 1 },
    { visitor: 1, item: 20, time: 2 },
    { visitor: 2, item: 30, time: 3 },
  ]);
  const done: number[] = [];
  const found = cosineNeighbours(distinctPairs(train), 5, (rows) => done.push(rows));
  expect([...found.offsets]).toEqual([0, 1, 2, 2]);
  expect([...found.values]).toEqual([1, 0]);
  expect(done.at(-1)).toBe(3);
});
