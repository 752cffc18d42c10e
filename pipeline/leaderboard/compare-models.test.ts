import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../data/index.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import type { Run } from '../files/run-folder.js';
import { leadersCompared } from '../study/run-answers.js';
import { runPipeline } from '../study/run-pipeline.js';
import { compareModels } from './compare-models.js';
import { comparedMetrics } from './leading-metrics.js';

const byNameAndCutOff = (metrics: readonly string[]) =>
  metrics
    .map((metric) => metric.split('@') as [string, string])
    .sort(([a, j], [b, k]) => (a < b ? -1 : a > b ? 1 : Number(j) - Number(k)))
    .map((parts) => parts.join('@'));

describe('a run’s models are compared', () => {
  let scratch: string;
  let run: Run;
  beforeAll(async () => {
    scratch = await lastingFolder();
    const places = { cache: join(scratch, 'cache'), out: join(scratch, 'run') };
    const models = ['random', 'popular', 'item-knn'];
    run = await runPipeline({ events: 20_000, protocol: 'funnel', models, ...places });
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('with the best, or with one named', async () => {
    const byBest = await compareModels(run);
    const byNamed = await compareModels(run, { base: 'popular' });
    expect(byBest.map(({ name }) => name)).toEqual(['item-knn', 'popular', 'random']);
    expect(byNamed.map(({ name }) => name)).toEqual(['popular', 'item-knn', 'random']);
    const [, behind] = byBest;
    expect(behind!.difference).toMatchObject({ verdict: 'worse', comparisons: 2, atFloor: true });
    expect(behind!.difference!.corrected).toBeCloseTo(2 * (1 / 1001), 4); // no flip, and hardly what the unmet add
    expect(byNamed[1]!.difference!.mean).toBe(-behind!.difference!.mean);
    expect(byNamed[1]!.difference!.verdict).toBe('better');
  });

  it('some of them alone, corrected for these', async () => {
    const rows = await compareModels(run, { models: ['random', 'popular'] });
    expect(rows.map(({ name }) => name)).toEqual(['popular', 'random']);
    expect(rows[1]!.difference!.comparisons).toBe(1);
  });

  it('by two metrics, as the run’s folder has it', async () => {
    const metrics = comparedMetrics(run.leaderboard);
    expect(metrics).toEqual(['hitRate@10', 'mrr@10']);
    expect(await leadersCompared(run)).toEqual(await compareModels(run, { metrics }));
  });

  it('by several metrics and by segment, all corrected together', async () => {
    const rows = await compareModels(run, { metrics: ['hitRate@10', 'mrr@10'], by: 'stage' });
    const labels = run.segments.find(({ segmentation }) => segmentation === 'stage')!.rows.map(({ label }) => label);
    expect(labels.length).toBeGreaterThan(1);
    expect(rows).toHaveLength(3 * 2 * labels.length);
    for (const { name, metric, segment, figure, difference } of rows) {
      const table = run.segments.find(({ segmentation, model }) => segmentation === 'stage' && model === name)!;
      expect(figure).toEqual(table.rows.find(({ label }) => label === segment)!.metrics[metric]);
      if (!difference) continue;
      expect(difference.comparisons).toBe(2 * 2 * labels.length);
      const first = rows.find((row) => row.metric === metric && row.segment === segment)!;
      expect(difference.mean).toBeCloseTo(figure.mean - first.figure.mean, 12);
    }
  });

  it('and what the run does not have is an error that names what it has', async () => {
    await expect(compareModels(run, { base: 'item-nkn' })).rejects.toThrow(/no model "item-nkn"\n.*item-knn, popular/);
    await expect(compareModels(run, { models: ['popular', 'als'] })).rejects.toThrow('the run has no model "als"');
    await expect(compareModels(run, { metrics: ['ndgc@10'] })).rejects.toThrow(
      /no values by query of "ndgc@10"\n.*ndcg@10/,
    );
    const ratios = ['coverage', 'viewToCart', 'cartToTransaction'];
    const metricsByQuery = Object.keys(run.leaderboard.models[0]!.metrics).filter(
      (name) => !ratios.includes(name.split('@')[0]!),
    );
    for (const metric of ['coverage@10', 'viewToCart@10']) {
      expect(run.leaderboard.models[0]!.metrics).toHaveProperty([metric]);
      await expect(compareModels(run, { metrics: [metric] })).rejects.toThrow(
        new InputError(
          `the run has no values by query of "${metric}"`,
          { file: run.folder },
          `one of ${byNameAndCutOff(metricsByQuery).join(', ')}`,
        ),
      );
    }
    await expect(compareModels(run, { by: 'stages' })).rejects.toThrow(/no segmentation "stages"\n.*stage/);
  });
});
