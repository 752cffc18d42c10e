import { expect, it } from 'vitest';
import type { ComparedRow, Verdict } from '../../evaluation/index.js';
import type { Run } from '../files/run-folder.js';
import { leadersVerdict } from './run-answers.js';

const run = { leaderboard: { queries: 238 } } as Run;
const row = (name: string, metric: string, verdict?: Verdict): ComparedRow => ({
  ...{ name, metric, figure: verdict ? { mean: 0.1, low: 0.05, high: 0.2 } : { mean: 0.2, low: 0.1, high: 0.3 } },
  ...(verdict && {
    difference: {
      mean: -0.1,
      low: -0.2,
      high: -0.05,
      p: 0.01,
      atFloor: false,
      corrected: 0.02,
      comparisons: 2,
      verdict,
    },
  }),
});

it('says who leads, by two metrics, and that nothing beats popularity where that is not told apart', () => {
  const rows = [
    ...[row('user-knn', 'ndcg@10'), row('popular', 'ndcg@10', 'not told apart'), row('als', 'ndcg@10', 'worse')],
    ...[row('user-knn', 'recall@10'), row('popular', 'recall@10', 'worse'), row('als', 'recall@10', 'better')],
  ];
  const said = leadersVerdict(rows, run);
  expect(said).toMatch(
    /^Over 238 queries: user-knn has the highest figure of 3 models, ndcg@10 .* popular is not told apart; als is worse/,
  );
  expect(said).toMatch(/By recall@10 \(user-knn: .*\), against user-knn, als is better \(.*\)\./);
  expect(said).toMatch(/As user-knn is not told apart from popular, no model is shown to beat popularity here\.$/);
});

it('does not say so where popularity is worse, or leads', () => {
  expect(leadersVerdict([row('als', 'ndcg@10'), row('popular', 'ndcg@10', 'worse')], run)).not.toContain('popularity');
  const led = [row('popular', 'ndcg@10'), row('recent-popular', 'ndcg@10', 'not told apart')];
  expect(leadersVerdict(led, run)).not.toContain('popularity');
});
