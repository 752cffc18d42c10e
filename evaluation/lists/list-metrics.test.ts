import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listAt } from '../../data/index.js';
import { rankingsOf } from '../../testing/rankings-of.js';
import { trainOf } from '../../testing/train-of.js';
import { catalogueOf } from './catalogue.js';
import { isShare, listMetrics } from './list-metrics.js';

const [a, b, c, d, e] = [0, 1, 2, 3, 4];

/** A train log in which visitor `v` viewed the items of `histories[v]`, once each; item `i` is dense id `i`. */
const trainWith = (histories: number[][]) =>
  trainOf(histories.flatMap((items, visitor) => items.map((item) => ({ visitor, item, time: 0 }))));

const listOf = (items: number[]) => items.map((item, rank) => [item, -rank] as const);

describe('listMetrics', () => {
  // a: visitors 0 1 2 3, b: 0 1, c: 1 2 3 4, d: 4, e: 5 6 7 (8 visitors, 14 pairs)
  const train = trainWith([[a, b], [a, b, c], [a, c], [a, c], [c, d], [e], [e], [e]]);
  const category = Int32Array.of(0, 0, 2, -1, 1);
  const catalogue = catalogueOf(train, category);
  const figures = (list: number[], k: number) => {
    const columns = listMetrics(rankingsOf([listOf(list)], 5), catalogue, [k]);
    return Object.fromEntries(columns.map(({ metric, values }) => [metric, values[0]]));
  };

  it('agrees with figures worked out by hand', () => {
    expect(figures([a, b, c, d], 5)).toEqual({
      // d has no category; of (a b) (a c) (b c) the last two differ
      diversityCategory: expect.closeTo(2 / 3, 12),
      // cosines: a b 2/√(4·2), a c 3/√(4·4), a d 0, b c 1/√(2·4), b d 0, c d 1/√(4·1)
      diversityCooccurrence: expect.closeTo(1 - (2 / Math.sqrt(8) + 3 / 4 + 1 / Math.sqrt(8) + 1 / 2) / 6, 12),
      // shares of 8 visitors: 4/8, 2/8, 4/8, 1/8
      novelty: expect.closeTo((1 + 2 + 1 + 3) / 4, 12),
      // events 4 2 4 1 of a mean of 14/5
      popularityBias: expect.closeTo((4 + 2 + 4 + 1) / 4 / (14 / 5), 12),
    });
  });

  it('looks at the first k only', () => {
    expect(figures([a, b, c, d], 2)).toEqual({
      diversityCategory: 0,
      diversityCooccurrence: expect.closeTo(1 - 2 / Math.sqrt(8), 12),
      novelty: 1.5,
      popularityBias: expect.closeTo(3 / (14 / 5), 12),
    });
  });

  it('looks at each list by itself', () => {
    const columns = listMetrics(rankingsOf([[a, b], [c, e], [a]].map(listOf), 5), catalogue, [5]);
    expect(Object.fromEntries(columns.map(({ metric, values }) => [metric, [...values]]))).toEqual({
      diversityCategory: [0, 1, NaN],
      diversityCooccurrence: [expect.closeTo(1 - 2 / Math.sqrt(8), 12), 1, NaN],
      novelty: [1.5, expect.closeTo((1 + Math.log2(8 / 3)) / 2, 12), 1],
      popularityBias: [3, 3.5, 4].map((events) => expect.closeTo(events / (14 / 5), 12)),
    });
  });

  it('gives at several cut-offs, in whatever order, what it gives at each alone', () => {
    const at = (ks: number[]) => listMetrics(rankingsOf([listOf([d, b, c, a]), listOf([e, c])], 5), catalogue, ks);
    const together = at([5, 1, 3]);
    const alone = [5, 1, 3].flatMap((k) => at([k]));
    expect(together).toHaveLength(12);
    expect(together).toEqual(expect.arrayContaining(alone));
  });

  it('has no value for lists without pairs or items', () => {
    expect(figures([e], 5)).toMatchObject({
      diversityCategory: NaN,
      diversityCooccurrence: NaN,
      popularityBias: 3 / (14 / 5),
    });
    expect(figures([d, e], 5)).toMatchObject({ diversityCategory: NaN, diversityCooccurrence: 1 });
    expect(figures([], 5)).toEqual({
      diversityCategory: NaN,
      diversityCooccurrence: NaN,
      novelty: NaN,
      popularityBias: NaN,
    });
  });

  it('leaves out diversity by category where there are no categories', () => {
    const columns = listMetrics(rankingsOf([[]], 5), catalogueOf(train), [5]);
    expect(columns.map(({ metric }) => metric)).not.toContain('diversityCategory');
  });

  it('bounds each figure by the largest that a list can have: 1 for shares', () => {
    const columns = listMetrics(rankingsOf([listOf([a])], 5), catalogue, [1]);
    expect(Object.fromEntries(columns.map(({ metric, bounds }) => [metric, bounds]))).toEqual({
      diversityCategory: [0, 1],
      diversityCooccurrence: [0, 1],
      novelty: [0, Math.log2(8 + 1)],
      popularityBias: [0, 4 / (14 / 5)],
    });
    expect(['diversityCategory', 'recall', 'coverage', 'novelty', 'popularityBias'].filter(isShare)).toEqual([
      'diversityCategory',
      'recall',
      'coverage',
    ]);
  });

  it('counts an item that nobody touched as touched by one visitor more', () => {
    const { pairs, ...rest } = catalogueOf(trainWith([[a], [a], [a]]));
    const oneItemMore = { ...pairs, byItem: { ...pairs.byItem, offsets: Int32Array.of(0, 3, 3) } };
    const withUntouched = { ...rest, items: 2, events: Int32Array.of(3, 0), pairs: oneItemMore };
    const columns = listMetrics(rankingsOf([[[b, 1]]], 1), withUntouched, [1]);
    expect(columns.find(({ metric }) => metric === 'novelty')!.values[0]).toBe(Math.log2(4));
  });

  it('agrees with a diversity by co-occurrence computed pair by pair', () => {
    const items = 6;
    const histories = fc.array(fc.uniqueArray(fc.nat(items - 1)), { maxLength: 8 });
    const lists = fc.array(fc.uniqueArray(fc.nat(items - 1)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(histories, lists, fc.integer({ min: 1, max: 8 }), (some, listed, k) => {
        const log = trainWith([[0, 1, 2, 3, 4, 5], ...some]);
        const { pairs, ...rest } = catalogueOf(log);
        const columns = listMetrics(rankingsOf(listed.map(listOf), items), { pairs, ...rest }, [k]);
        const { values } = columns.find(({ metric }) => metric === 'diversityCooccurrence')!;
        listed.forEach((list, query) => {
          const distances = list.slice(0, k).flatMap((x, i) =>
            list.slice(i + 1, k).map((y) => {
              const [ofX, ofY] = [new Set(listAt(pairs.byItem, x)), new Set(listAt(pairs.byItem, y))];
              const both = [...ofX].filter((visitor) => ofY.has(visitor)).length;
              return 1 - both / Math.sqrt(ofX.size * ofY.size);
            }),
          );
          const mean = distances.reduce((sum, one) => sum + one, 0) / distances.length;
          if (distances.length) expect(values[query]).toBeCloseTo(mean, 12);
          else expect(values[query]).toBeNaN();
        });
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
