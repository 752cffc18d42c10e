import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { contextEffects, contextEffectsTable } from './context-effects.js';
import { contextFinding } from './result-findings.js';
import { runPipeline } from './run-pipeline.js';

/** A folder with the items of train's and of test's sessions, one after the other. */
function sessionsIn(train: readonly (readonly number[])[], test: readonly (readonly number[])[]): Promise<string> {
  const lines = [...train, ...test].map((items, session) =>
    items.map((item, i) => `${session}\t${item}\t${1_400_000_000 + session * 1000 + i}\n`).join(''),
  );
  const tsv = (rows: readonly string[]) => `SessionId\tItemId\tTime\n${rows.join('')}`;
  return folderOf({ 'train.tsv': tsv(lines.slice(0, train.length)), 'test.tsv': tsv(lines.slice(train.length)) });
}

describe('what models make of a session beside its last click', () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await lastingFolder();
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('is nothing for a chain, something for neighbours that count recent clicks more, order apart for sets', async () => {
    const run = await runPipeline({
      events: 20_000,
      cache: join(scratch, 'cache'),
      out: join(scratch, 'run'),
      models: ['popular', 'markov', 'item-knn', 'sknn'],
    });
    const effects = await contextEffects(run, ['popular', 'markov', 'item-knn', 'sknn'], { sample: 50, k: 10 });
    const [popular, markov, neighbours, sets] = effects as [(typeof effects)[0], ...typeof effects];
    for (const { reversed, lastAlone } of [popular, markov!]) expect([reversed.mean, lastAlone.mean]).toEqual([1, 1]);
    expect(neighbours!.reversed.mean).toBeLessThan(1);
    expect(neighbours!.reversed.mean).toBeGreaterThan(neighbours!.lastAlone.mean);
    expect(sets!.reversed.mean).toBeGreaterThan(sets!.lastAlone.mean);
    expect(contextEffectsTable(effects)[1]).toMatchObject({
      model: 'markov',
      'kept when only the last click is told': expect.stringMatching(/^1\.0000/),
    });
    await expect(contextEffects(run, ['stan'])).rejects.toThrow('the run has no model "stan"');
  });

  it('is not known of a log in which no context has three different items', async () => {
    const sessions = Array.from({ length: 60 }, (_, i) => [7 + (i % 3), 7 + ((i + 1) % 3), 7 + (i % 3)]);
    const data = await sessionsIn(sessions.slice(0, 40), sessions.slice(40));
    const run = await runPipeline({
      data,
      cache: join(scratch, 'cache'),
      out: join(scratch, 'few'),
      models: ['popular'],
    });
    const effects = await contextEffects(run, ['popular']);
    expect(effects).toEqual([]);
    expect(contextFinding(effects)).toContain('no context has three different items');
  });

  it('is not told of a model that lists nothing', async () => {
    // Items 1 to 4 are each alone in train, so there is no rule for them.
    const train = Array.from({ length: 40 }, (_, i) => (i % 2 ? [7, 8] : [1 + ((i / 2) % 4)]));
    const test = Array.from({ length: 9 }, () => [1, 2, 3, 4]);
    const data = await sessionsIn(train, test);
    const models = ['popular', 'association-rules'];
    const run = await runPipeline({ data, cache: join(scratch, 'cache'), out: join(scratch, 'empty'), models });
    expect((await contextEffects(run, models)).map(({ model }) => model)).toEqual(['popular']);
  });
});
