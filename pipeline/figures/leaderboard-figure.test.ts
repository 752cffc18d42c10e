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
  expect(caption.replaceAll('\u00a0', ' ')).toBe(
    'Over 1,200 queries: item-knn has the highest ndcg@10: .3000 [.2900, .3100]. ' +
      'Next is popular with .1000 [.0900, .1100].',
  );
});

it('says that models with the very same figure share it', () => {
  const tied = leaderboardFigure({ queries: 1, models: [entry('a', 0.1), entry('b', 0.1)] }, ['ndcg@10']);
  expect(tied.caption).toMatch(/^Over 1 query: a and b share the highest ndcg@10: [^;]+\]\.$/);
});

it('draws the best possible ranking as a line in the panels of metrics where it is known', () => {
  const models = [entry('popular', 0.1), entry('item-knn', 0.3)].map(({ model, metrics }) => ({
    model,
    metrics: { ...metrics, 'coverage@10': metrics['ndcg@10'] },
  }));
  const best = { 'ndcg@10': { mean: 0.4, low: 0.39, high: 0.41 } };
  const { data, caption } = leaderboardFigure({ queries: 9, models }, ['ndcg@10', 'coverage@10'], best);
  expect(data.filter((trace) => (trace as { mode: string }).mode === 'lines')).toMatchObject([
    { x: [0.4, 0.4], y: ['item-knn', 'popular'], xaxis: 'x' },
  ]);
  expect(caption.replaceAll('\u00a0', ' ')).toContain(
    'The dotted lines are the best possible ranking, which knows how the log was generated: ndcg@10 .4000 [.3900, .4100].',
  );
});
