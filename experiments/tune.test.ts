import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../evaluation/index.js';
import { parseConfig, type Settings } from '../pipeline/index.js';
import { folderOf } from '../testing/folder-of.js';
import { lastingFolder, readJson, runPipelineCommand, scratchFolder } from '../testing/pipeline-run.js';
import { positionsLog } from '../testing/positions-log.js';
import { tunePlan } from './tune-plan.js';

describe('npm run tune', () => {
  let scratch: string;
  const at = (name: string) => join(scratch, name);
  const run = (...more: string[]) =>
    runPipelineCommand(
      [...'--events 20000 --protocol next --cache'.split(' '), at('cache'), '--out', at('tuned.json'), ...more],
      'experiments/tune.ts',
    );
  // A single neighbour knows next to nothing.
  const grid = { 'item-knn': { neighbours: [1, 100], decay: [0.7] } };

  beforeAll(async () => {
    scratch = await lastingFolder();
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('tries every combination, shows how far each is behind, and writes the best as a configuration', async () => {
    const { code, out, error } = await run('--grid', JSON.stringify(grid), '--seeds', '2');
    expect(code).toBe(0);
    const [best, other] = out.split('\n').filter((line) => line.startsWith('│ neighbours'));
    expect(best).toMatch(/neighbours 100, decay 0\.7 +│ \.\d{4}.*│ best/);
    expect(other).toMatch(/neighbours 1, decay 0\.7 .*│ −\.\d{4}/);
    expect(error).toMatch(/1\/2 item-knn +neighbours 1, decay 0\.7: recall@20 .* left\n/);
    const written = await readJson<{ models: string[]; parameters: object }>(at('tuned.json'));
    expect(written).toMatchObject({
      models: ['item-knn'],
      parameters: { 'item-knn': { neighbours: 100, decay: 0.7 } },
    });
    expect(parseConfig(written)).toMatchObject({ on: 'test', events: 20_000 });
    expect(Object.keys(written).sort()).toEqual(['cache', 'events', 'models', 'parameters', 'protocol']);
    const trials = await readJson<{ parameters: object; figure: { mean: number }; behind?: Comparison }[]>(
      at('tuned.trials.json'),
    );
    expect(trials[0]).not.toHaveProperty('behind');
    expect(trials[1]!.behind).toMatchObject({ comparisons: 1, verdict: 'worse' });
    expect(trials.map(({ parameters }) => parameters)).toMatchObject([{ neighbours: 100 }, { neighbours: 1 }]);
    expect(trials[0]!.figure.mean).toBeGreaterThan(trials[1]!.figure.mean);
    expect((await readdir(at('cache'))).filter((name) => name.startsWith('train-item-knn'))).toHaveLength(4);
  });

  it('replaces both files of an earlier tuning, or, where one of them cannot be, neither', async () => {
    const again = { 'item-knn': { neighbours: [100] } };
    expect(await run('--grid', JSON.stringify(again))).toMatchObject({ code: 0 });
    expect(await readJson(at('tuned.json'))).toMatchObject({ parameters: { 'item-knn': { neighbours: 100 } } });
    expect(await readJson<object[]>(at('tuned.trials.json'))).toHaveLength(1);
    expect((await readdir(scratch)).sort()).toEqual(['cache', 'tuned.json', 'tuned.trials.json']);
    await rm(at('tuned.trials.json'));
    await mkdir(at('tuned.trials.json'));
    const before = await readFile(at('tuned.json'), 'utf8');
    const { code, error } = await run('--grid', JSON.stringify(grid));
    expect([code, error]).toEqual([1, expect.stringMatching(/tuned\.trials\.json: is a folder or a device/)]);
    expect(await readFile(at('tuned.json'), 'utf8')).toBe(before);
  });
});

it('goes on where a combination cannot be fitted, and keeps the reason', async () => {
  const folder = await scratchFolder();
  const grid = { als: { factors: [2 ** 30, 4], iterations: [1] } };
  const flags = ['--events', '20000', '--cache', join(folder, 'cache'), '--out', join(folder, 'tuned.json')];
  const { code, error } = await runPipelineCommand([...flags, '--grid', JSON.stringify(grid)], 'experiments/tune.ts');
  expect(code).toBe(0);
  expect(error).toMatch(/1\/2 als +factors 1073741824, iterations 1: left out: the model needs/);
  const trials = await readJson<object[]>(folder, 'tuned.trials.json');
  expect(trials).toMatchObject([{ parameters: { factors: 4 } }, { reason: expect.stringContaining('GiB of memory') }]);
});

it('says the warnings of its trials, though not their stages', async () => {
  const folder = await scratchFolder();
  const flags = ['--data', await positionsLog(), '--cache', join(folder, 'cache'), '--out', join(folder, 'tuned.json')];
  const grid = JSON.stringify({ 'item-knn': { neighbours: [5] } });
  const { code, error } = await runPipelineCommand([...flags, '--grid', grid], 'experiments/tune.ts');
  expect(code).toBe(0);
  expect(error.trim().split('\n')).toEqual([
    expect.stringMatching(/^ingest: warning: train\.tsv: Time is taken for positions/),
    expect.stringMatching(/^ingest: warning: test\.tsv: Time is taken for positions/),
    expect.stringMatching(/^1\/1 item-knn/),
  ]);
});

it('remarks that several combinations share the highest figure, of which it writes the first', async () => {
  const folder = await scratchFolder();
  const flags = ['--data', await positionsLog(), '--cache', join(folder, 'cache'), '--out', join(folder, 'tuned.json')];
  const grid = JSON.stringify({ 'item-knn': { neighbours: [600, 500] } });
  const { code, error } = await runPipelineCommand([...flags, '--grid', grid], 'experiments/tune.ts');
  expect(code).toBe(0);
  expect(error).toMatch(
    /item-knn +2 combinations share the highest recall@20, .*: neighbours 600; neighbours 500; the first of them is taken\n/,
  );
  expect(await readJson(folder, 'tuned.json')).toMatchObject({ parameters: { 'item-knn': { neighbours: 600 } } });
});

/** Plans what the command line with these settings, and this grid, would ask for. */
const planOf = ({ grid, seeds, ...settings }: Settings & { readonly grid?: string; readonly seeds?: string }) =>
  tunePlan({ config: parseConfig(settings), byFlag: new Set(Object.keys(settings)), own: { grid, seeds } });

it.each([
  [{ grid: '{"item-knn": {"neighbors": [1]}}' }, '--grid: there is no setting "parameters.item-knn.neighbors"'],
  [{ grid: '{"item-knn": {"decay": [0.5, 5]}}' }, '--grid: setting "parameters.item-knn.decay" is 5'],
  [{ grid: '{"knn": {}}' }, '--grid: there is no model "knn"'],
  [{ grid: '{"als": {"alpha": [1]}, "als": {"alpha": [2]}}' }, '--grid: the key "als" stands twice'],
  [{ grid: '{"item-knn": {"neighbours": [50, 50]}}' }, 'the grid of item-knn has neighbours 50 twice'],
  [{ grid: '{"item-knn": 5}' }, 'the grid has "item-knn": 5 where a model and its parameters belong'],
  [{ grid: '{"neighbours": 5}' }, 'the grid has "neighbours": 5 where a model and its parameters belong'],
  [{ grid: '{"neighbours": [5]}' }, 'expected: models, and for each parameter of theirs the values to try: {"item-knn'],
  [{ grid: '{}' }, 'the grid has no model'],
  [{ grid: '{"item-knn": {"signal": {"cap": []}}}' }, 'the grid of item-knn has a parameter without alternatives'],
  [{ grid: '{item-knn}' }, 'expected: a JSON object'],
  [{ grid: 'no-such.json' }, 'no-such.json: the configuration cannot be read'],
  [{}, 'there is no --grid'],
  [{ grid: '{"popular": {}}', models: ['item-knn'] }, 'the grid has nothing for item-knn'],
  [{ grid: '{"popular": {}}', on: 'test' }, 'parameters are not chosen on test'],
  [{ grid: '{"popular": {}}', seeds: '0' }, '--seeds is "0"'],
])('a plan of %j is refused', async (request, message) => {
  await expect(planOf(request)).rejects.toThrow(message);
});

it('plans the combinations of the models named, with what the configuration says of them', async () => {
  const folder = await folderOf({ 'grid.json': '{ "item-knn": { "decay": [0.5, 1] }, "popular": {} }' });
  const given = {
    ...{ parameters: { 'item-knn': { lastItems: 5 } }, protocol: 'future', seeds: '3' },
    grid: join(folder, 'grid.json'),
  };
  const { trials, models, seeds } = await planOf(given);
  expect({ models, seeds }).toEqual({ models: ['item-knn', 'popular'], seeds: 3 });
  expect(trials.map(({ parameters }) => parameters)).toEqual([
    { lastItems: 5, decay: 0.5 },
    { lastItems: 5, decay: 1 },
    {},
  ]);
  expect(trials[0]!.config).toMatchObject({ on: 'validation', protocol: 'future', models: ['item-knn'] });
  expect((await planOf({ ...given, models: ['popular'] })).trials).toHaveLength(1);
});

it('plans a grid in the names of the authors as one in ours', async () => {
  const parameters = { stan: { sample_size: 500 } };
  const { trials } = await planOf({ parameters, grid: '{"stan": {"sampleSize": [1000], "lambda_spw": [1, 2]}}' });
  expect(trials.map((trial) => trial.parameters)).toEqual([
    { sampleSize: 1000, lambdaSpw: 1 },
    { sampleSize: 1000, lambdaSpw: 2 },
  ]);
});
