import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparisonSentence } from '../../evaluation/index.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { duration } from '../engine/duration.js';
import type { Run } from '../files/run-folder.js';
import { compareModels } from '../leaderboard/compare-models.js';
import { neuralAnswers } from './neural-answers.js';
import { runPipeline } from './run-pipeline.js';

describe('whether neural models pay', () => {
  let scratch: string;
  const run = (name: string, models: readonly string[]) =>
    runPipeline({
      ...{ events: 20_000, protocol: 'funnel', seed: 3, models: [...models] },
      parameters: { 'two-tower': { epochs: 1, factors: 8 } },
      cache: join(scratch, 'cache'),
      out: join(scratch, name),
    });
  let behind: Run;
  let ahead: Run;
  beforeAll(async () => {
    scratch = await lastingFolder();
    behind = await run('behind', ['random', 'popular', 'session-popular', 'two-tower']);
    ahead = await run('ahead', ['random', 'two-tower']);
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('is told of the best neural model against the best other one, in total and by target', async () => {
    const [title, text, seeds] = await neuralAnswers([behind, ahead]);
    expect(title).toBe('**Does it pay, and at what cost?**');
    const [worse, better] = text!.split('\n') as [string, string];
    const pair = (await compareModels(behind, { metrics: ['hitRate@10', 'mrr@10'] })).filter(
      ({ name, metric }) => metric === 'hitRate@10' && ['two-tower', 'session-popular'].includes(name),
    );
    expect(worse).toContain('**it does not pay**. The best neural model is two-tower, the best other one session-popu');
    expect(worse).toContain(comparisonSentence(pair));
    expect(pair[1]!.difference!.comparisons).toBe(6);
    expect(worse).toMatch(/By target, against session-popular \(one comparison\), two-tower in “seen” is worse \(−/);
    expect(better).toMatch(
      /\*\*it pays in accuracy\*\*\. The best neural model is two-tower, the best other one random/,
    );
    const [one, other] = ['two-tower', 'random'].map((name) => {
      const { fitSeconds } = ahead.leaderboard.models.find(({ model }) => model === name)!;
      return `${name} ${name === 'random' ? '' : 'is fitted '}in ${duration(fitSeconds)}`;
    });
    expect(better).toContain(`${one}, ${other}`);
    expect(seeds).toMatch(/^Each figure is of one fit \(seed 3\)/);
  });

  it('cannot be told where no neural model was run, or no other', async () => {
    const only = (...names: string[]): Run => {
      const models = behind.leaderboard.models.filter(({ model }) => names.includes(model));
      return { ...behind, leaderboard: { ...behind.leaderboard, models } };
    };
    const text = (await neuralAnswers([only('two-tower'), only('popular')]))[1]!;
    expect(text.split('\n').map((line) => line.replace(/^.*:\*\* /, ''))).toEqual([
      'this cannot be told, as only neural models were run.',
      'this cannot be told, as no neural model was run.',
    ]);
  });
});
