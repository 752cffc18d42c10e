import { describe, expect, it } from 'vitest';
import { forFinal, loadDataset, quiet, splitLog } from '../../data/index.js';
import { createModel } from '../../models/index.js';
import { sharedData } from '../../testing/shared-data.js';
import { evaluate } from '../evaluate.js';
import { holdoutTask } from './holdout.js';

const dir = sharedData('retailrocket-buyers');

describe.skipIf(!dir)(`ncf on retailrocket-buyers${dir ? '' : ' (skipped: the data is not here)'}`, () => {
  // No reference exists; after so many epochs what comes out is .0515 and .0293, and a standard error is .005 and .003.
  it('finds some of the purchases held out after a few epochs', async () => {
    const { log, holdout } = await loadDataset(dir!);
    const { train } = forFinal(splitLog(log, { kind: 'whole' }));
    const task = holdoutTask(train, holdout!);
    const model = createModel('ncf', { epochs: 15 });
    await model.fit(train, { seed: 1, reporter: quiet, threads: 2 });
    const rankings = await model.recommend(task.queries, 50, { threads: 2 });
    const [hitRate, ndcg] = evaluate(task, rankings, { ks: [10], metrics: ['hitRate', 'ndcg'] }).map(
      ({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length,
    );
    expect(hitRate).toBeGreaterThanOrEqual(0.0515 - 0.01);
    expect(ndcg).toBeGreaterThanOrEqual(0.0293 - 0.006);
  });
});
