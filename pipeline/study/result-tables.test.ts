import { expect, it } from 'vitest';
import type { Run } from '../files/run-folder.js';
import { baselineAnswers } from './result-tables.js';

const runOf = (...means: [model: string, mean: number][]) => {
  const models = means.map(([model, mean]) => ({
    model,
    metrics: { 'ndcg@10': { mean, low: mean - 0.01, high: mean + 0.01 } },
  }));
  return { leaderboard: { dataset: 'shop', protocol: 'future', models } } as unknown as Run;
};

it('names all models that share the lead, and next the first that does not', () => {
  const [answer] = baselineAnswers([runOf(['popular', 0.2], ['random', 0.1], ['session-popular', 0.2])]);
  expect(answer).toEqual({
    protocol: 'P-future on shop',
    leads: 'popular and session-popular',
    figure: 'ndcg@10 .2000 [.1900,\u00a0.2100]',
    next: 'random .1000 [.0900,\u00a0.1100]',
    'intervals overlap': 'no',
  });
});

it('has no next model where all share the lead', () => {
  const [answer] = baselineAnswers([runOf(['popular', 0.2], ['session-popular', 0.2])]);
  expect(answer).toMatchObject({ leads: 'popular and session-popular', next: '–', 'intervals overlap': 'no' });
});
