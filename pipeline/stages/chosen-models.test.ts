import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mix, quiet } from '../../data/index.js';
import { modelNames } from '../../models/index.js';
import { lastingFolder, readJson } from '../../testing/pipeline-run.js';
import { resolveStage } from '../engine/stage.js';
import { quietPipeline } from '../study/quiet-pipeline.js';
import { askedModels } from './asked-models.js';
import { chosenModels } from './chosen-models.js';
import { leaderboard } from './leaderboard.js';

describe('the models of a run', () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await lastingFolder();
    await mkdir(join(scratch, 'single'));
    for (const [part, first, clicks] of [
      ['train.tsv', 0, 120],
      ['test.tsv', 200, 40],
    ] as const) {
      const rows = Array.from(
        { length: clicks },
        (_, i) => `${first + (i >> 1)}\t${1 + (i % 4)}\t${1_400_000_000 + first + i}\n`,
      );
      await writeFile(join(scratch, part), `SessionId\tItemId\tTime\n${rows.join('')}`);
    }
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));
  const pipelineFor = (models: string[], data: string | null, parameters = {}) =>
    quietPipeline({ data, models, parameters, ...(data ? {} : { events: 20_000 }), cache: join(scratch, 'cache') });
  const chosen = (...given: Parameters<typeof pipelineFor>) => chosenModels(pipelineFor(...given));
  const asked = (name: string) => askedModels(pipelineFor([name], scratch)).names;

  it('are those named, in the order given', async () => {
    expect(await chosen(['popular', 'item-knn'], scratch)).toEqual({ models: ['popular', 'item-knn'], leftOut: [] });
  });

  it('are asked for together as `all`, or `classic`, all but the neural ones', () => {
    expect(asked('all')).toEqual(modelNames);
    expect(modelNames.filter((name) => !asked('classic').includes(name))).toEqual([
      'gru4rec',
      'sasrec',
      'ncf',
      'two-tower',
    ]);
  });

  it('are with `classic` every one that the data suffices for, and the others with the reason', async () => {
    const parameters = { 'static-hybrid': { weights: { popular: 1, content: 1 } } };
    const said: string[] = [];
    const { models, leftOut } = await chosenModels({
      ...pipelineFor(['classic'], scratch, parameters),
      reporter: { ...quiet, say: (about, text, kind) => about === 'models' && said.push(`${kind}: ${text}`) },
    });
    const lack =
      /learns from what a shop says of its items, and .* says nothing of them; expected: a log with properties/;
    expect(leftOut).toEqual([
      { model: 'content', reason: expect.stringMatching(lack) },
      { model: 'static-hybrid', reason: expect.stringMatching(/^content: it learns/) },
    ]);
    expect(said).toEqual(leftOut.map(({ model, reason }) => `warning: ${model} is left out: ${reason}`));
    expect([...models, ...leftOut.map(({ model }) => model)].sort()).toEqual([...asked('classic')].sort());
  });

  it('are left out where they were asked for by no name and refuse the data; a named one ends the run', async () => {
    await writeFile(join(scratch, 'single', 'events.csv'), singleVisits());
    const settings = { data: join(scratch, 'single'), protocol: 'future', cache: join(scratch, 'cache') };
    const { models, leftOut } = await chosenModels(quietPipeline({ ...settings, models: ['classic'] }));
    expect(leftOut).toContainEqual({
      model: 'item2vec',
      reason: expect.stringMatching(/^none of the sessions has two different items/),
    });
    expect(models).toContain('popular');
    const named = quietPipeline({ ...settings, models: ['popular', 'item2vec'], out: join(scratch, 'run') });
    await expect(resolveStage(named, leaderboard)).rejects.toThrow(/^item2vec: /);
    const board = await resolveStage(quietPipeline({ ...settings, models: ['classic'] }), leaderboard);
    expect(await readJson(board.folder, 'leaderboard.json')).toMatchObject({ leftOut });
  });

  it('are refused by name where the data lacks it', async () => {
    await expect(chosen(['popular', 'content'], scratch)).rejects.toThrow(/^content: it learns from what a shop says/);
  });

  it('are refused where the data lacks what a part of them needs', async () => {
    const parameters = { 'static-hybrid': { weights: { popular: 1, content: 1 } } };
    await expect(chosen(['static-hybrid'], scratch, parameters)).rejects.toThrow(
      /^static-hybrid: its part content learns from what a shop says/,
    );
  });
});

/** Visitors who come back day after day for one view each. */
function singleVisits(): string {
  const rows: string[] = [];
  for (let day = 0; day < 40; day++)
    for (let visitor = 0; visitor < 30; visitor++)
      if (mix(day, visitor) % 6 === 0)
        rows.push(
          `${1_430_622_000_000 + day * 86_400_000 + visitor * 1000},${visitor},view,${mix(visitor, day) % 40},\n`,
        );
  return `timestamp,visitorid,event,itemid,transactionid\n${rows.join('')}`;
}
