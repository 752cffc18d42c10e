import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTruth } from '../../data/index.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { quietPipeline } from '../study/quiet-pipeline.js';
import { runPipeline } from '../study/run-pipeline.js';
import { isTruthKnown } from './best-possible.js';

const events = 50_000;

describe('the best possible ranking of a generated log', () => {
  let scratch: string;
  const run = (name: string) =>
    runPipeline({
      ...{ events, models: ['popular', 'item-knn', 'markov', 'stan'] },
      ...{ cache: join(scratch, 'cache'), out: join(scratch, name) },
    });
  beforeAll(async () => {
    scratch = await lastingFolder();
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('is passed by no model by more than chance, and is well ahead of most', async () => {
    const { leaderboard, task } = await run('next');
    const best = task.bestPossible!;
    for (const metric of ['recall@5', 'recall@20', 'mrr@20', 'ndcg@10']) {
      const { mean, high } = best[metric]!;
      const models = leaderboard.models.map(({ metrics }) => metrics[metric]!.mean);
      for (const model of models) expect(model).toBeLessThan(high);
      // of four models no three come up to it
      expect(models.filter((model) => model < 0.9 * mean).length).toBeGreaterThanOrEqual(2);
      expect(mean).toBeLessThan(1);
    }
  });

  it('is the best by accuracy alone: no other metric shows it', async () => {
    const { folder, task } = await run('next');
    expect(Object.keys(task.bestPossible!).map((name) => name.replace(/@.*/, ''))).not.toContain('coverage');
    const page = new JSDOM(await readFile(join(folder, 'report.html'), 'utf8')).window.document;
    const [table] = page.querySelectorAll('table');
    const heads = Array.from(table!.tHead!.rows[0]!.cells, ({ textContent }) => textContent);
    const cells = Array.from(table!.tBodies[0]!.rows).at(-1)!.cells;
    expect(cells[0]!.textContent).toBe('best possible');
    expect(cells[heads.indexOf('coverage@20')]!.textContent).toBe('–');
    expect(cells[heads.indexOf('mrr@20')]!.textContent).toMatch(/^\.\d+ \[/);
  });

  const isKnown = (settings: object) =>
    isTruthKnown(quietPipeline({ models: ['popular'], cache: join(scratch, 'cache'), ...settings }));

  it.each([
    ['another protocol than the next view', { protocol: 'funnel' }],
    ['collapsed repeats', { sessions: { repeats: 'collapse' } }],
    ['a gap that cuts other sessions than the generator’s', { sessions: { gapMinutes: 5 } }],
    ['a log thinned by its items', { clean: { minimum: { perItem: 5 } } }],
    ['a log thinned by its visitors', { clean: { minimum: { perVisitor: 2 } } }],
  ])('is not known of %s', async (_, settings) => {
    expect(await isKnown({ events, ...settings })).toBe(false);
  });

  it('is known of a generated shop in a folder of one’s own, not where the folder “truth” holds something else', async () => {
    const cache = join(scratch, 'cache');
    const [made] = (await readdir(cache)).filter((name) => name.startsWith('generate-'));
    const data = join(scratch, 'shop');
    await cp(join(cache, made!, `generated-${events}-1`), data, { recursive: true });
    expect(await isKnown({ data })).toBe(true);

    await truncate(join(data, 'truth', 'items.arrow'), 100);
    await expect(readTruth(data)).rejects.toThrow(/truth.items.arrow: is damaged\n/);

    await rm(join(data, 'truth'), { recursive: true });
    await writeFile(join(data, 'truth'), 'a file');
    expect(await isKnown({ data })).toBe(false);

    await rm(join(data, 'truth'));
    await mkdir(join(data, 'truth'));
    await writeFile(join(data, 'truth', 'parameters.json'), '{ "events": 50000, "answer": 42 }');
    expect(await isKnown({ data })).toBe(false);
    const { task } = await runPipeline({ data, models: ['popular'], cache, out: join(scratch, 'own') });
    expect(task.bestPossible).toBeUndefined();
  });
});
