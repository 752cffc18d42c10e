import { beforeAll, describe, expect, it } from 'vitest';
import { forFinal, loadDataset, quiet, splitLog, type Train } from '../../data/index.js';
import { binarySignal } from '../../features/index.js';
import { createModel } from '../../models/index.js';
import { sharedData } from '../../testing/shared-data.js';
import { evaluate } from '../evaluate.js';
import type { EvaluationTask } from '../task.js';
import { holdoutTask } from './holdout.js';

const dir = sharedData('retailrocket-buyers');

describe.skipIf(!dir)(`bpr on retailrocket-buyers${dir ? '' : ' (skipped: the data is not here)'}`, () => {
  let train: Train;
  let task: EvaluationTask;

  beforeAll(async () => {
    const { log, holdout } = await loadDataset(dir!);
    ({ train } = forFinal(splitLog(log, { kind: 'whole' })));
    task = holdoutTask(train, holdout!);
  });

  it.each([
    // The reference: the mean of three seeds that implicit 0.7.3 reaches on these files, less a standard error.
    [
      { signal: binarySignal, negatives: 'popular', learningRate: 0.05, regularization: 0.02, epochs: 400 },
      { hitRate: 0.064 - 0.006, ndcg: 0.038 - 0.005 },
    ],
    // With 80 of the usual 200 epochs.
    [{ epochs: 80 }, { hitRate: 0.08, ndcg: 0.05 }],
  ])('%j finds the purchases held out, for visitors known and folded in', async (parameters, least) => {
    const model = createModel('bpr', parameters);
    await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
    const unseen = task.queries.visitor.map((visitor) => visitor + train.visitors.size);
    for (const queries of [task.queries, { ...task.queries, visitor: unseen }]) {
      const rankings = await model.recommend(queries, 50, { threads: 1 });
      const [hitRate, ndcg] = evaluate(task, rankings, { ks: [10], metrics: ['hitRate', 'ndcg'] }).map(
        ({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length,
      );
      expect(hitRate).toBeGreaterThanOrEqual(least.hitRate);
      expect(ndcg).toBeGreaterThanOrEqual(least.ndcg);
    }
  });
});
