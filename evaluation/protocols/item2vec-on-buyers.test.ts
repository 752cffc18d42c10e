import { describe, expect, it } from 'vitest';
import { cutSessions, forFinal, loadDataset, quiet, splitLog } from '../../data/index.js';
import { createModel } from '../../models/index.js';
import { sharedData } from '../../testing/shared-data.js';
import { evaluate } from '../evaluate.js';
import { holdoutTask } from './holdout.js';

const dir = sharedData('retailrocket-buyers');

describe.skipIf(!dir)(`item2vec on retailrocket-buyers${dir ? '' : ' (skipped: the data is not here)'}`, () => {
  // No reference exists; after half of the usual epochs what comes out is .092 and .063, and a standard error is .006 and .004.
  it('finds the purchases held out as well as it did', async () => {
    const { log, holdout } = await loadDataset(dir!);
    const { train } = forFinal(splitLog(cutSessions(log).log, { kind: 'whole' }));
    const task = holdoutTask(train, holdout!);
    const model = createModel('item2vec', { epochs: 5 });
    await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
    const rankings = await model.recommend(task.queries, 50, { threads: 1 });
    const [hitRate, ndcg] = evaluate(task, rankings, { ks: [10], metrics: ['hitRate', 'ndcg'] }).map(
      ({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length,
    );
    expect(hitRate).toBeGreaterThanOrEqual(0.092 - 0.006);
    expect(ndcg).toBeGreaterThanOrEqual(0.063 - 0.004);
  });
});
