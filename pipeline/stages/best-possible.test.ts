import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { runPipeline } from '../study/run-pipeline.js';

describe('the best possible ranking of a generated log', () => {
  let scratch: string;
  const run = (name: string, more: object = {}) =>
    runPipeline({
      ...{ events: 50_000, models: ['popular', 'item-knn', 'markov', 'stan'] },
      ...{ cache: join(scratch, 'cache'), out: join(scratch, name), ...more },
    });
  beforeAll(async () => {
    scratch = await lastingFolder();
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('is passed by no model by more than chance, and is well ahead of most', async () => {
    const { leaderboard, task } = await run('next');
    const best = task.bestPossible!;
    expect(Object.keys(best)).toEqual(expect.arrayContaining(Object.keys(leaderboard.models[0]!.metrics)));
    for (const metric of ['recall@5', 'recall@20', 'mrr@20', 'ndcg@10']) {
      const { mean, high } = best[metric]!;
      const models = leaderboard.models.map(({ metrics }) => metrics[metric]!.mean);
      for (const model of models) expect(model).toBeLessThan(high);
      // of four models no three come up to it
      expect(models.filter((model) => model < 0.9 * mean).length).toBeGreaterThanOrEqual(2);
      expect(mean).toBeLessThan(1);
    }
  });

  it('is known of the next view alone, and of sessions whose repeats are kept', async () => {
    const models = ['popular'];
    expect((await run('funnel', { protocol: 'funnel', models })).task.bestPossible).toBeUndefined();
    const sessions = { repeats: 'collapse' };
    expect((await run('collapsed', { sessions, models })).task.bestPossible).toBeUndefined();
  });
});
