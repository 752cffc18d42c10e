import { expect, it } from 'vitest';
import { leaderboardFigure } from './leaderboard-figure.js';

const entry = (model: string, mean: number, margin = 0.01) => ({
  model,
  metrics: { 'ndcg@10': { mean, low: mean - margin, high: mean + margin } },
});

it('sorts the models by the first metric and names the first two', () => {
  const { data, caption } = leaderboardFigure(
    { queries: 1200, models: [entry('popular', 0.1), entry('item-knn', 0.3), entry('random', 0.02)] },
    ['ndcg@10'],
  );
  expect(data[0]).toMatchObject({ y: ['item-knn', 'popular', 'random'], x: [0.3, 0.1, 0.02] });
  expect(caption).toBe(
    'Over 1,200 queries, item-knn has the highest ndcg@10: 0.3 (95 % interval 0.29 to 0.31). ' +
      'Next is popular with 0.1 (95 % interval 0.09 to 0.11); the two intervals do not overlap.',
  );
});

it('says where the intervals overlap, and speaks of one model alone', () => {
  const close = leaderboardFigure({ queries: 5, models: [entry('a', 0.1), entry('b', 0.11)] }, ['ndcg@10']);
  expect(close.caption).toContain('the two intervals overlap');
  expect(leaderboardFigure({ queries: 5, models: [entry('a', 0.1)] }, ['ndcg@10']).caption).toBe(
    'Over 5 queries, a has the highest ndcg@10: 0.1 (95 % interval 0.09 to 0.11).',
  );
});
