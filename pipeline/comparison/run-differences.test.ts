import { expect, it } from 'vitest';
import type { Run } from '../files/run-folder.js';
import { runDifferences } from './run-differences.js';

/** The parts of a run that say how it was made. */
const run = (changed: { config?: object; environment?: object; als?: object; sha256?: string } = {}) =>
  ({
    folder: 'runs/a',
    config: {
      format: 4,
      key: 'abc',
      data: 'a',
      out: 'a',
      models: ['als'],
      seed: 1,
      clean: { duplicates: true },
      ...changed.config,
    },
    environment: {
      node: 'v22.0.0',
      git: 'abc',
      packages: { zod: '4.6.7' },
      seed: 1,
      files: [],
      ...changed.environment,
    },
    files: [{ path: 'events.csv', bytes: 1, sha256: changed.sha256 ?? 'aaa' }],
    leaderboard: { models: [{ model: 'als' }] },
    task: { parameters: { als: { factors: 64, ...changed.als } } },
  }) as unknown as Run;

it('tells settings by the path of their names, a model’s parameters with their defaults', () => {
  const other = run({ config: { clean: { duplicates: false }, split: 'auto' }, als: { factors: 32 } });
  expect(runDifferences(run(), other).settings).toEqual([
    { what: 'clean.duplicates', first: true, second: false },
    { what: 'parameters.als.factors', first: 64, second: 32 },
    { what: 'split', first: undefined, second: 'auto' },
  ]);
});

it('takes places and what only identifies a run for no difference', () => {
  const other = run({ config: { key: 'def', data: 'b', out: 'b', cache: 'b', models: ['als', 'bpr'] } });
  expect(runDifferences(run(), other)).toEqual({ settings: [], environment: [], inputs: [] });
});

it('tells the environment and the inputs', () => {
  const other = run({ environment: { git: 'def', packages: { zod: '4.6.8' } }, sha256: 'bbb' });
  expect(runDifferences(run(), other)).toEqual({
    settings: [],
    environment: [
      { what: 'git', first: 'abc', second: 'def' },
      { what: 'packages.zod', first: '4.6.7', second: '4.6.8' },
    ],
    inputs: [{ what: 'events.csv', first: 'aaa', second: 'bbb' }],
  });
});
