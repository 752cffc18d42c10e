import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastingFolder, runPipelineCommand } from '../../testing/pipeline-run.js';
import type { Run } from '../files/run-folder.js';
import type { Settings } from '../study/quiet-pipeline.js';
import { runPipeline } from '../study/run-pipeline.js';
import { compareRuns, type RunComparison } from './compare-runs.js';
import { comparisonLines } from './comparison-lines.js';

describe('two runs compared', () => {
  let scratch: string;
  let first: Run;
  let second: Run;
  const run = (name: string, settings: Settings) =>
    runPipeline({
      events: 20_000,
      protocol: 'funnel',
      cache: join(scratch, 'cache'),
      out: join(scratch, name),
      ...settings,
    });
  const compare = (...args: string[]) => runPipelineCommand(args, 'pipeline/compare.ts');

  beforeAll(async () => {
    scratch = await lastingFolder();
    first = await run('first', { models: ['random', 'popular', 'item-knn'] });
    second = await run('second', { models: ['popular', 'item-knn'], parameters: { 'item-knn': { neighbours: 1 } } });
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('each model with itself, query by query, and what the runs differ in', async () => {
    const { rows, differences, alone } = await compareRuns(first, second);
    expect(rows.map(({ models, metric }) => [models[0], metric])).toEqual([
      ['item-knn', 'hitRate@10'],
      ['popular', 'hitRate@10'],
      ['item-knn', 'mrr@10'],
      ['popular', 'mrr@10'],
    ]);
    for (const { first: one, second: other, difference } of rows) {
      expect(difference.mean).toBeCloseTo(other.mean - one.mean, 12);
      expect(difference.comparisons).toBe(2); // item-knn by two metrics: popular's lists are the same in both
    }
    expect(rows[0]!.difference.mean).not.toBe(0);
    expect(rows[1]!.difference).toMatchObject({ mean: 0, verdict: 'same' });
    expect(differences.settings).toEqual([{ what: 'parameters.item-knn.neighbours', first: 200, second: 1 }]);
    expect(differences.environment).toEqual([]);
    expect(differences.inputs).toEqual([]);
    expect(alone).toEqual([['random'], []]);
  });

  it('turned round, the difference has the other sign', async () => {
    const difference = async (...runs: [Run, Run]) => (await compareRuns(...runs)).rows[0]!.difference;
    expect((await difference(second, first)).mean).toBeCloseTo(-(await difference(first, second)).mean, 12);
  });

  it('the best of each, where these are two', async () => {
    const poorer = await run('poorer', { models: ['random', 'popular'] });
    const { rows } = await compareRuns(first, poorer);
    expect(rows.slice(0, 3).map(({ models }) => models)).toEqual([
      ['item-knn', 'popular'],
      ['popular', 'popular'],
      ['random', 'random'],
    ]);
    const lines = comparisonLines(await compareRuns(first, poorer));
    expect(lines.rows[0]![0]).toBe('the best: item-knn → popular');
    expect(lines.verdicts[0]).toContain('the best: item-knn → popular is worse');
  });

  it('runs that did not ask the same are refused, saying what differs', async () => {
    const other = await run('other', { models: ['popular'], split: { kind: 'last-days', days: 3 } });
    await expect(compareRuns(first, other)).rejects.toThrow(
      /other: the runs have different queries: [\d,]+ are in the first alone, [\d,]+ in the second\n {2}expected: two runs of the same log/,
    );
    const future = { ...second, config: { ...second.config, protocol: 'future' as const } };
    await expect(compareRuns(first, future)).rejects.toThrow(
      'one run is of P-funnel on test, the other of P-future on test',
    );
  });

  it('by a command, as a table, JSON and a page', async () => {
    const page = join(scratch, 'comparison.html');
    const { code, out } = await compare(first.folder, second.folder, '--html', page);
    expect(code).toBe(0);
    expect(out).toContain('settings: parameters.item-knn.neighbours 200 → 1');
    expect(out).toContain('models of the first run alone: random');
    expect(await readFile(page, 'utf8')).toContain('<td>parameters.item-knn.neighbours 200 → 1</td>');

    const json = JSON.parse((await compare('--json', first.folder, second.folder)).out) as RunComparison;
    expect(json).toEqual(JSON.parse(JSON.stringify(await compareRuns(first, second))));
  });

  it('a command with one folder, or with one that is no run, ends with one error', async () => {
    const one = await compare(first.folder);
    expect([one.code, one.error]).toEqual([
      1,
      'error: 1 run folder given, not two\n  expected: npm run compare -- RUN RUN [flags]\n',
    ]);
    const page = join(scratch, 'none.html');
    const none = await compare(first.folder, join(scratch, 'none'), '--html', page);
    expect([none.code, none.error]).toEqual([
      1,
      expect.stringMatching(/^error: .*none: there is no such run folder\n.*\n$/),
    ]);
    expect(existsSync(page)).toBe(false);
  });
});
