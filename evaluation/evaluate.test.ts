import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankingsOf, type ScoredList, taskOf } from '../testing/rankings-of.js';
import { evaluate } from './evaluate.js';
import { columnName } from './query-column.js';

function figures(list: ScoredList, targets: number[], ks: number[], gains = targets.map(() => 1)) {
  const task = taskOf({ items: 100, targets: [targets], gains: [gains] });
  const columns = evaluate(task, rankingsOf([list], 20), { ks });
  return Object.fromEntries(columns.map((column) => [columnName(column), column.values[0]!]));
}

describe('evaluate', () => {
  it('agrees with figures worked out by hand', () => {
    // targets 10, 11, 12; the list 10 1 2 11 3: hits at ranks 1 and 4, 12 is missing
    const list: ScoredList = [
      [10, 9],
      [1, 8],
      [2, 7],
      [11, 6],
      [3, 5],
    ];
    expect(figures(list, [10, 11, 12], [2, 5])).toEqual({
      'precision@2': 1 / 2,
      'precision@5': 2 / 5,
      'recall@2': 1 / 3,
      'recall@5': 2 / 3,
      // ideal at 2: 1 + 1/log2 3; at 5: 1 + 1/log2 3 + 1/log2 4
      'ndcg@2': expect.closeTo(1 / (1 + 1 / Math.log2(3)), 12),
      'ndcg@5': expect.closeTo((1 + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3) + 1 / 2), 12),
      'map@2': 1 / 1 / 2,
      'map@5': (1 / 1 + 2 / 4) / 3,
      'mrr@2': 1,
      'mrr@5': 1,
      'hitRate@2': 1,
      'hitRate@5': 1,
    });
  });

  it('weights NDCG by gain', () => {
    // target 10 (gain 1) at rank 1, target 11 (gain 5) at rank 3; ideal: 5 at rank 1, 1 at rank 2
    const list: ScoredList = [
      [10, 9],
      [1, 8],
      [11, 7],
    ];
    expect(figures(list, [10, 11], [10], [1, 5])['ndcg@10']).toBeCloseTo((1 + 5 / 2) / (5 + 1 / Math.log2(3)), 12);
  });

  it.each([1023, 1024, 1500])('discounts in NDCG a target at rank %i too', (rank) => {
    const task = taskOf({ items: 2000, targets: [[rank - 1]] });
    const list = Array.from({ length: 2000 }, (_, place) => [place, -place] as const);
    const [ndcg] = evaluate(task, rankingsOf([list], 2000), { ks: [2000], metrics: ['ndcg'] });
    expect(ndcg!.values[0]).toBeCloseTo(1 / Math.log2(rank + 1), 12);
  });

  it('gives 0 beyond the cut-off and to an empty list', () => {
    const list: ScoredList = [
      [1, 9],
      [2, 8],
      [10, 7],
    ];
    for (const value of Object.values(figures(list, [10], [2]))) expect(value).toBe(0);
    for (const value of Object.values(figures([], [10], [2]))) expect(value).toBe(0);
    expect(figures(list, [10], [3])['mrr@3']).toBe(1 / 3);
  });

  it('refuses to judge at a cut-off that the lists do not reach', () => {
    const task = taskOf({ items: 100, targets: [[1]] });
    expect(() => evaluate(task, rankingsOf([[]], 20), { ks: [10, 50] })).toThrow('ask the model for at least 50');
    const few = taskOf({ items: 3, targets: [[1]] });
    expect(
      evaluate(
        few,
        rankingsOf(
          [
            [
              [0, 2],
              [1, 1],
            ],
          ],
          3,
        ),
        { ks: [10], metrics: ['mrr'] },
      )[0]!.values[0],
    ).toBe(1 / 2);
  });

  it('agrees with a second implementation over random lists', () => {
    const catalogue = 12;
    const query = fc.record({
      scores: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: catalogue, maxLength: catalogue }),
      unscored: fc.uniqueArray(fc.nat(catalogue - 1)),
      targets: fc.uniqueArray(fc.nat(catalogue - 1), { minLength: 1, maxLength: 6 }),
    });
    const cases = fc.record({
      queries: fc.array(query, { minLength: 1, maxLength: 4 }),
      stored: fc.integer({ min: 1, max: catalogue }),
      cutOff: fc.integer({ min: 1, max: 2 * catalogue }),
      ties: fc.constantFrom('conservative' as const, 'standard' as const),
    });
    fc.assert(
      fc.property(cases, ({ queries, stored, cutOff, ties }) => {
        const k = Math.min(cutOff, stored === catalogue ? cutOff : stored);
        const lists = queries.map(({ scores, unscored }) =>
          scores
            .map((score, item) => [item, score] as const)
            .filter(([item]) => !unscored.includes(item))
            .sort((x, y) => y[1] - x[1])
            .slice(0, stored),
        );
        const targets = queries.map((q) => q.targets.toSorted((x, y) => x - y));
        const task = taskOf({ items: catalogue, targets });
        for (const { metric, values } of evaluate(task, rankingsOf(lists, stored), { ks: [k], ties })) {
          queries.forEach((q, i) => {
            const full = lists[i]!.length === stored && stored < catalogue;
            expect(values[i], metric).toBeCloseTo(naive(metric, lists[i]!, full, q.targets, k, ties), 12);
          });
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

/** The definitions once more, on arrays of items: reorder the ties, drop what the list's end leaves open, count. */
function naive(metric: string, list: ScoredList, full: boolean, targets: number[], k: number, ties: string): number {
  const isTarget = (item: number) => targets.includes(item);
  const goesFirst = (item: number) => (isTarget(item) === (ties === 'standard') ? 0 : 1);
  const ordered = [...list].sort((x, y) => y[1] - x[1] || goesFirst(x[0]) - goesFirst(y[0]));
  const lastScore = ordered.at(-1)?.[1];
  const lost = (score: number) => ties === 'conservative' && full && score === lastScore;
  const hit = ordered.map(([item, score]) => isTarget(item) && !lost(score)).slice(0, k);
  const hits = hit.filter(Boolean).length;
  const first = hit.indexOf(true) + 1;
  const sum = (value: (rank: number) => number) =>
    hit.reduce((total, isHit, i) => total + (isHit ? value(i + 1) : 0), 0);
  const best = Math.min(k, targets.length);
  switch (metric) {
    case 'precision':
      return hits / k;
    case 'recall':
      return hits / targets.length;
    case 'hitRate':
      return Math.min(1, hits);
    case 'mrr':
      return first ? 1 / first : 0;
    case 'map':
      return sum((rank) => hit.slice(0, rank).filter(Boolean).length / rank) / best;
    case 'ndcg': {
      const ideal = Array.from({ length: best }, (_, i) => 1 / Math.log2(i + 2)).reduce((x, y) => x + y);
      return sum((rank) => 1 / Math.log2(rank + 1)) / ideal;
    }
    default:
      throw new Error(`no second implementation of ${metric}`);
  }
}
