import { describe, expect, it } from 'vitest';
import { rankingsOf, type ScoredList, taskOf } from '../../testing/rankings-of.js';
import { metrics } from './metrics.js';
import { targetRanks } from './target-ranks.js';

// The row "retail-recsys" of docs/definitions.md, where other libraries' figures for the same lists stand beside it.

const listOf = (length: number): ScoredList => Array.from({ length }, (_, place) => [place, length - place]);
const atRanks = (...ranks: number[]) => ranks.map((rank) => rank - 1);
const notListed = (count: number) => Array.from({ length: count }, (_, at) => 50 + at);

const cases = {
  'A: one target, at rank 3': { list: listOf(10), targets: atRanks(3) },
  'B: three targets, at ranks 1 and 4 and not listed': {
    list: listOf(10),
    targets: [...atRanks(1, 4), ...notListed(1)],
  },
  'C: a list of one item, right, of two targets': { list: listOf(1), targets: [...atRanks(1), ...notListed(1)] },
  'D: twelve targets, at ranks 1, 2 and 5': { list: listOf(10), targets: [...atRanks(1, 2, 5), ...notListed(9)] },
};

function figures({ list, targets }: { list: ScoredList; targets: number[] }) {
  const ranks = targetRanks(taskOf({ items: 100, targets: [targets], exclude: [[]] }), rankingsOf([list], 10));
  const at10 = (name: 'ndcg' | 'map' | 'recall' | 'precision') => Number(metrics[name](ranks, 0, 10).toFixed(4));
  return { ndcg: at10('ndcg'), map: at10('map'), recall: at10('recall'), precision: at10('precision') };
}

describe('docs/definitions.md', () => {
  it.each([
    ['A: one target, at rank 3', { ndcg: 0.5, map: 0.3333, recall: 1, precision: 0.1 }],
    ['B: three targets, at ranks 1 and 4 and not listed', { ndcg: 0.6714, map: 0.5, recall: 0.6667, precision: 0.2 }],
    ['C: a list of one item, right, of two targets', { ndcg: 0.6131, map: 0.5, recall: 0.5, precision: 0.1 }],
    ['D: twelve targets, at ranks 1, 2 and 5', { ndcg: 0.4441, map: 0.26, recall: 0.25, precision: 0.3 }],
  ] as const)('%s', (name, expected) => {
    expect(figures(cases[name])).toEqual(expected);
  });
});
