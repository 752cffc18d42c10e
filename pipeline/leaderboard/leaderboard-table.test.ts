import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import type { Leaderboard } from '../../evaluation/index.js';
import { leaderboardTable } from './leaderboard-table.js';

const at = (mean: number) => ({ mean, low: mean - 0.01, high: mean + 0.01 });
const metrics = (mean: number) => ({
  'ndcg@10': at(mean),
  'recall@10': at(mean),
  'hitRate@10': at(mean),
  'coverage@10': at(mean),
});
const cost = { fitSeconds: 1, predictSeconds: 2, peakMemoryMB: 300 };
const leaderboard: Leaderboard = {
  dataset: 'shop',
  protocol: 'future',
  queries: 1200,
  targets: 3000,
  models: [
    { model: 'popular', metrics: metrics(0.1), ...cost },
    { model: 'item-knn', metrics: metrics(0.2), ...cost },
  ],
};
const lines = (width?: number) => stripVTControlCharacters(leaderboardTable(leaderboard, width)).split('\n');

it('has the best model first, with intervals and costs', () => {
  expect(lines()[0]).toBe('shop, P-future: 1,200 queries, 3,000 targets');
  expect(lines().slice(2, 6).join('\n').replaceAll('\u00a0', ' ')).toContain(
    '│ item-knn │ .2000 [.1900, .2100] │ .2000 [.1900, .2100] │ .2000 [.1900, .2100] │ .2000 [.1900, .2100] │ 1.0 s │   2.0 s │ 300 MB │',
  );
});

it('names the models that were left out, with the reason', () => {
  const leftOut = [{ model: 'item2vec', reason: 'none of the sessions has two different items' }];
  expect(
    stripVTControlCharacters(leaderboardTable({ ...leaderboard, leftOut }))
      .split('\n')
      .at(-1),
  ).toBe('left out: item2vec: none of the sessions has two different items');
});

it('fits the terminal: what a model took goes first, the leading metric never', () => {
  for (const width of [200, 120, 90, 60, 10]) {
    const table = lines(width).filter((line) => /[│┌]/.test(line));
    expect(table.every((line) => line.length <= Math.max(width, 40))).toBe(true);
    expect(table.join()).toContain('ndcg@10');
  }
  expect(lines(90).join()).not.toContain('peak');
});
