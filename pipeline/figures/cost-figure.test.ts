import { expect, it } from 'vitest';
import { costFigure } from './cost-figure.js';

const row = (model: string, fitSeconds: number, mean: number) => ({
  ...{ model, fitSeconds },
  metrics: { 'mrr@20': { mean, low: mean - 0.01, high: mean + 0.01 } },
});

it('does not let noise decide which of two models is quicker', () => {
  const rows = [row('stan', 1, 0.3), row('v-stan', 1.2, 0.25), row('als', 1.3, 0.2)];
  expect(costFigure(rows, 'mrr@20').caption).toContain('no quicker model comes up to stan and v-stan;');
});

it('sorts models by the time they take and says which of them are worth it', () => {
  const rows = [row('sasrec', 300, 0.2), row('popular', 0, 0.05), row('v-stan', 2, 0.25), row('gru4rec', 600, 0.3)];
  const { data, layout, caption } = costFigure(rows, 'mrr@20');
  expect(layout.yaxis).toMatchObject({ categoryarray: ['popular', 'v-stan', 'sasrec', 'gru4rec'] });
  expect(data).toMatchObject([
    { y: ['popular', 'v-stan', 'gru4rec'], x: [0.01, 2, 600] },
    { y: ['popular', 'v-stan', 'gru4rec'], x: [0.05, 0.25, 0.3] },
    { y: ['sasrec'], x: [300] },
    { y: ['sasrec'], x: [0.2] },
  ]);
  expect(caption).toContain('no quicker model comes up to popular, v-stan and gru4rec;');
});
