import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { contextEffects, contextEffectsTable } from './context-effects.js';
import { contextFinding } from './result-findings.js';
import { runPipeline } from './run-pipeline.js';

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
    const row = (session: number, i: number) =>
      `${session}\t${[7, 8, 9][(session + i) % 3]}\t${1_400_000_000 + session * 1000 + i}`;
    const tsv = (from: number, to: number) =>
      [
        'SessionId\tItemId\tTime',
        ...Array.from({ length: 3 * (to - from) }, (_, i) => row(from + Math.floor(i / 3), i % 2)),
      ].join('\n');
    const data = await folderOf({ 'train.tsv': tsv(0, 40), 'test.tsv': tsv(40, 60) });
    const run = await runPipeline({
      data,
      cache: join(scratch, 'cache'),
      out: join(scratch, 'few'),
      models: ['popular'],
    });
    const effects = await contextEffects(run, ['popular']);
    expect(effects).toEqual([]);
    expect(contextFinding(effects)).toContain('No context has three different items');
  });
});
