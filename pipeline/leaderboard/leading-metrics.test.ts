import { expect, it } from 'vitest';
import type { Leaderboard } from '../../evaluation/index.js';
import { ranked } from './leading-metrics.js';

const at = (mean: number) => ({ mean, low: mean, high: mean });
const board = (models: Readonly<Record<string, readonly [hitRate: number, mrr?: number]>>): Leaderboard => ({
  ...{ dataset: 'shop', protocol: 'funnel', queries: 8, targets: 8 },
  models: Object.entries(models).map(([model, [hitRate, mrr]]) => ({
    ...{ model, fitSeconds: 1, predictSeconds: 1, peakMemoryMB: 200 },
    metrics: { 'hitRate@10': at(hitRate), ...(mrr !== undefined && { 'mrr@10': at(mrr) }) },
  })),
});
const order = (leaderboard: Leaderboard) => ranked(leaderboard).map(({ model }) => model);

it('models are ranked by the first metric, and by the second where they share it', () => {
  const models = { random: [0.1, 0.9], stan: [1, 0.6], 'item-knn': [1 - 1e-16, 0.8], als: [0.9, 1] } as const;
  expect(order(board(models))).toEqual(['item-knn', 'stan', 'als', 'random']);
});

it('models that share the first metric keep their order where the second is unknown', () => {
  expect(order(board({ stan: [1], als: [1], popular: [1, 0.2] }))).toEqual(['stan', 'als', 'popular']);
});
