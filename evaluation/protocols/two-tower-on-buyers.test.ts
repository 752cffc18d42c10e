import { describe, expect, it } from 'vitest';
import { forFinal, loadDataset, quiet, splitLog } from '../../data/index.js';
import { createModel } from '../../models/index.js';
import { sharedData } from '../../testing/shared-data.js';
import { evaluate } from '../evaluate.js';
import { holdoutTask } from './holdout.js';

const dir = sharedData('retailrocket-buyers');

describe.skipIf(!dir)(`two-tower on retailrocket-buyers${dir ? '' : ' (skipped: the data is not here)'}`, () => {
  // No reference exists; after an epoch what comes out is .161 and .108, and a standard error is .007 and .005.
  it('finds the purchases held out after an epoch, and more of them among 500 candidates than ALS', async () => {
    const { log, holdout } = await loadDataset(dir!);
    const { train } = forFinal(splitLog(log, { kind: 'whole' }));
    const task = holdoutTask(train, holdout!);
    const figures = async (name: string, parameters = {}) => {
      const model = createModel(name, parameters);
      await model.fit(train, { seed: 1, reporter: quiet, threads: 1, backend: 'step' });
      const rankings = await model.recommend(task.queries, 500, { threads: 1 });
      const columns = evaluate(task, rankings, { ks: [10, 500], metrics: ['hitRate', 'ndcg'] });
      const mean = (metric: string, k: number) => {
        const { values } = columns.find((column) => column.metric === metric && column.k === k)!;
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      };
      return { hitRate: mean('hitRate', 10), ndcg: mean('ndcg', 10), among500: mean('hitRate', 500) };
    };
    const ours = await figures('two-tower', { epochs: 1 });
    expect(ours.hitRate).toBeGreaterThanOrEqual(0.161 - 0.014);
    expect(ours.ndcg).toBeGreaterThanOrEqual(0.108 - 0.01);
    expect(ours.among500).toBeGreaterThan((await figures('als')).among500);
  });
});
