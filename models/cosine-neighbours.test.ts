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
        return { item: b, square: shared ** 2 / (visitors[a]!.size * visitors[b]!.size) };
      })
      .filter(({ item, square }) => item !== a && square > 0)
      .sort((x, y) => y.square - x.square || x.item - y.item)
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
          expected.map(({ square }) => Math.fround(Math.sqrt(square))),
        );
      });
    }),
  );
});

it('gives a tie to the smaller item, whatever the roots in the cosines round to', () => {
  // Item 0 has 4 visitors. Item 1 shares three of its 27 with it, item 2 one of its 3: 3 / √(4 · 27) = 1 / √(4 · 3).
  const viewed = (item: number, visitors: readonly number[]) => visitors.map((visitor) => ({ visitor, item, time: 0 }));
  const elsewhere = Array.from({ length: 24 }, (_, i) => 10 + i);
  const train = trainOf([...viewed(0, [1, 2, 3, 4]), ...viewed(1, [1, 2, 3, ...elsewhere]), ...viewed(2, [4, 50, 51])]);
  const { values, similarities } = cosineNeighbours(distinctPairs(train), 5);
  expect([...values.subarray(0, 2)]).toEqual([1, 2]);
  expect(similarities[0]).toBe(similarities[1]);
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
