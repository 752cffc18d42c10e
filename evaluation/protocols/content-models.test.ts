import { describe, expect, it } from 'vitest';
import {
  type Dataset,
  forFinal,
  loadDataset,
  quiet,
  type SplitParameters,
  splitLog,
  type Train,
} from '../../data/index.js';
import { contentFor } from '../../features/index.js';
import { createModel } from '../../models/index.js';
import { sharedData } from '../../testing/shared-data.js';
import { evaluate } from '../evaluate.js';
import type { EvaluationTask } from '../task.js';
import { futureTask } from './future.js';
import { holdoutTask } from './holdout.js';
import { nextTask } from './next.js';

/** Mean figures of a model that is told what the dataset says of its items; the factorization is a small one, to be quick. */
async function measure(name: string, dataset: Dataset, train: Train, task: EvaluationTask, k: number) {
  const model = createModel(name, name === 'feature-factorization' ? { factors: 32, epochs: 5 } : {});
  await model.fit(train, { seed: 1, reporter: quiet, threads: 2, content: contentFor(train, dataset) });
  const columns = evaluate(task, await model.recommend(task.queries, 50), { ks: [k], metrics: ['hitRate', 'ndcg'] });
  const [hitRate, ndcg] = columns.map(({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length);
  return { hitRate: hitRate!, ndcg: ndcg! };
}

const load = async (folder: string, split: SplitParameters) => {
  const dataset = await loadDataset(folder);
  return { dataset, ...forFinal(splitLog(dataset.log, split, dataset.givenTest)) };
};

const categories = sharedData('retailrocket-categories');
const missing = (dir: string | undefined) => (dir ? '' : ' (skipped: the data is not here)');

// Floors: a little below what was measured when they were written. Any that falls is a change of the model.
describe.skipIf(!categories)(`the next item, retailrocket-categories${missing(categories)}`, () => {
  it('is found by its categories more often than by repeating the session', async () => {
    const { dataset, train, held } = await load(categories!, { kind: 'given' });
    const task = nextTask(train, held);
    const content = await measure('content', dataset, train, task, 20);
    expect(content.hitRate).toBeGreaterThan(0.62);
    const repeating = await measure('session-popular', dataset, train, task, 20);
    expect(content.hitRate).toBeGreaterThan(repeating.hitRate + 0.07);
  });
});

const buyers = sharedData('retailrocket-buyers');
describe.skipIf(!buyers)(`the purchases held out, retailrocket-buyers${missing(buyers)}`, () => {
  it('are found by feature-factorization, without content, more often than by popularity', async () => {
    const { dataset, train } = await load(buyers!, { kind: 'whole' });
    const task = holdoutTask(train, dataset.holdout!);
    const { hitRate, ndcg } = await measure('feature-factorization', dataset, train, task, 10);
    expect(hitRate).toBeGreaterThan(0.044); // popular: .035, and .019
    expect(ndcg).toBeGreaterThan(0.026);
  });
});

const films = sharedData('movielens-100k');
describe.skipIf(!films)(`later films, movielens-100k${missing(films)}`, () => {
  it('are found by feature-factorization with genres more often than by popularity', async () => {
    const { dataset, train, held } = await load(films!, { kind: 'shares', validation: 0.1, test: 0.2 });
    const task = futureTask(train, held, {});
    const { ndcg } = await measure('feature-factorization', dataset, train, task, 10);
    const popular = await measure('popular', dataset, train, task, 10);
    expect(ndcg).toBeGreaterThan(popular.ndcg + 0.01);
  });
});
