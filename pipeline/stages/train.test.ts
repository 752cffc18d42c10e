import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateShop, quiet } from '../../data/index.js';
import { lastingFolder, readJson, startPipeline } from '../../testing/pipeline-run.js';
import { resolveStage, resolveStages } from '../engine/stage.js';
import type { Environment } from '../files/environment.js';
import { readRun } from '../files/run-folder.js';
import { quietPipeline, type Settings } from '../study/quiet-pipeline.js';
import { report } from './report.js';
import { train } from './train.js';

describe('neural models in the pipeline', () => {
  let scratch: string;
  const at = (...names: string[]) => join(scratch, ...names);
  const cacheNames = async (start: string) => (await readdir(at('cache'))).filter((name) => name.startsWith(start));

  /** Settings for a quick one. */
  const quick = (more: Settings = {}): Settings => ({
    ...{ data: at('shop'), cache: at('cache'), models: ['popular', 'ncf'] },
    ...{ parameters: { ncf: { epochs: 2, factors: 4, layers: '8-4' } }, evaluation: { resamples: 20 } },
    ...more,
  });
  const trained = async (settings: Settings) => {
    const said: string[] = [];
    const pipeline = {
      ...quietPipeline(settings),
      reporter: { ...quiet, say: (stage: string, text: string) => said.push(`${stage}: ${text}`) },
    };
    await resolveStages(pipeline, pipeline.config.models.map(train));
    return said.filter((line) => /^(backend|train)/.test(line));
  };

  beforeAll(async () => {
    scratch = await lastingFolder();
    await mkdir(at('shop'));
    await generateShop({ events: 20_000, seed: 1, folder: at('shop'), reporter: quiet });
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('keep how they learnt in the run folder and show it in the report, with what computed and why', async () => {
    const { folder } = await resolveStage(quietPipeline(quick({ out: at('run') })), report);
    const { histories } = await readRun(folder);
    expect(Object.keys(histories)).toEqual(['ncf']);
    expect([...histories.ncf!.epoch]).toEqual([1, 2]);
    expect(histories.ncf!.loss[1]).toBeLessThan(histories.ncf!.loss[0]!);
    const page = await readFile(join(folder, 'report.html'), 'utf8');
    expect(page).toContain('Training');
    expect(page).toContain('Mean loss of each epoch: ncf’s goes from');
    const { backend } = await readJson<Environment>(folder, 'environment.json');
    expect(backend['steps of neural models']).toMatch(
      /^(step: fused kernels on the CPU|gpu: TensorFlow on a GPU) \(.+\)$/,
    );
    expect(await cacheNames('train-ncf')).toEqual([expect.stringMatching(/^train-ncf-[0-9a-f]{12}$/)]);
  });

  it('are fitted again for another backend, which is said once; the others are not', async () => {
    await trained(quick({ backend: 'step' }));
    const again = await trained(
      quick({ backend: 'wasm', parameters: { ncf: { epochs: 1, factors: 4, layers: '8-4' } } }),
    );
    expect(again.map((line) => line.replace(/fitted on.*|unchanged.*/s, '…'))).toEqual([
      'train-popular: …',
      'backend: wasm: TensorFlow.js on its WASM backend (asked for)',
      'train-ncf: …',
    ]);
    expect(again[0]).toContain('unchanged, skipped');
    expect(again[2]).toContain('fitted on');
  });

  it('say nothing of a backend where there is none of them', async () => {
    expect((await trained(quick({ models: ['popular'], parameters: {} }))).join()).not.toContain('backend');
  });

  it('refuse a checkpoint that is cut short, once, and leave it there', async () => {
    const settings = quick({ models: ['ncf'], seed: 3 });
    await trained(settings);
    const { folder } = await resolveStage(quietPipeline(settings), train('ncf'));
    await rm(folder, { recursive: true });
    await writeFile(`${folder}.checkpoint`, 'cut short');
    await expect(trained(settings)).rejects.toThrow(
      /^ncf: .*\.checkpoint: this is not a checkpoint, or it is cut short/,
    );
    expect(await readFile(`${folder}.checkpoint`, 'utf8')).toBe('cut short');
  });

  it('go on from their checkpoint after kill -9, to the same lists', async () => {
    const long = { models: ['ncf'], parameters: { ncf: { epochs: 12, factors: 8, layers: '16-8' } } };
    await writeFile(at('long.json'), JSON.stringify({ ...quick(long), cache: at('killed') }));
    const command = startPipeline(['--config', at('long.json')], 'pipeline/stages/train.ts');
    let isOver = false;
    void command.ended.then(() => {
      isOver = true;
    });
    const checkpoint = async () => (await readdir(at('killed')).catch(() => [])).find((n) => n.endsWith('.checkpoint'));
    while (!isOver && !(await checkpoint())) await new Promise((resolve) => setTimeout(resolve, 5));
    command.signal('SIGKILL');
    expect(await command.ended).toMatchObject({ code: null });

    const resumed = startPipeline(['--config', at('long.json'), '--out', at('resumed')]);
    const { code, error } = await resumed.ended;
    expect({ code, error }).toMatchObject({ code: 0 });
    expect(error).toMatch(/note: ncf: training went on from its checkpoint after epoch \d+/);
    expect(await checkpoint()).toBeUndefined();
    const { folder } = await resolveStage(quietPipeline(quick({ ...long, out: at('straight') })), report);
    const lists = (run: string) => readFile(join(run, 'predictions', 'ncf.parquet'));
    expect((await lists(at('resumed'))).equals(await lists(folder))).toBe(true);
    expect(existsSync(at('resumed', 'history', 'ncf.arrow'))).toBe(true);
  });
});
