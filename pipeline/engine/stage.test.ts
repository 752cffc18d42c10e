import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateShop, silent } from '../../data/index.js';
import { lastingFolder, scratchFolder } from '../../testing/pipeline-run.js';
import { evaluate } from '../stages/evaluate.js';
import { quietContext, type Settings } from '../study/quiet-context.js';
import { runStage } from './stage.js';

/** A run's context that keeps the names of the stages it hears of: those done, and those found unchanged. */
function listeningContext(settings: Settings, force = false) {
  const done: string[] = [];
  const skipped: string[] = [];
  const say = (stage: string, text: string) =>
    (text.includes('unchanged, skipped') ? skipped : done).push(stage.trim());
  return { context: { ...quietContext(settings), say, force }, done, skipped };
}

describe('a stage', () => {
  let cache: string;
  let times: number;
  beforeEach(async () => {
    cache = await scratchFolder();
    times = 0;
  });

  const run = (inputs: unknown, { force = false, fails = false } = {}) => {
    const { context, done, skipped } = listeningContext({ cache }, force);
    const work = async (folder: string) => {
      await writeFile(join(folder, 'output'), `time ${++times}`);
      if (fails) throw new Error('the work went wrong');
      return 'did it';
    };
    const stage = () =>
      runStage(context, {
        name: 'clean',
        module: 'pipeline/engine/root.ts',
        computes: ['pipeline/engine/root.ts'],
        inputs,
        work,
      });
    return { stage, done, skipped };
  };

  it('is done once for the same inputs, and again for others, beside the first', async () => {
    const first = run({ gap: 30 });
    const { folder } = await first.stage();
    expect(await readFile(join(folder, 'output'), 'utf8')).toBe('time 1');
    const again = run({ gap: 30 });
    expect((await again.stage()).folder).toBe(folder);
    expect([first.done, again.skipped, times]).toEqual([['clean'], ['clean'], 1]);
    expect((await run({ gap: 20 }).stage()).folder).not.toBe(folder);
    expect(await readdir(cache)).toHaveLength(2);
  });

  it('is named once a run, however many stages need it', async () => {
    const { stage, done, skipped } = run({});
    await stage();
    await stage();
    expect([done, skipped, times]).toEqual([['clean'], [], 1]);
  });

  it('is done again when forced, in the place of the old', async () => {
    const { folder } = await run({}).stage();
    await run({}, { force: true }).stage();
    expect(await readFile(join(folder, 'output'), 'utf8')).toBe('time 2');
    expect(await readdir(cache)).toHaveLength(1);
  });

  it('that fails leaves nothing, and what was there before as it was', async () => {
    await expect(run({}, { fails: true }).stage()).rejects.toThrow('the work went wrong');
    expect(await readdir(cache)).toEqual([]);
    const { folder } = await run({}).stage();
    await expect(run({}, { fails: true, force: true }).stage()).rejects.toThrow('the work went wrong');
    expect(await readFile(join(folder, 'output'), 'utf8')).toBe('time 2');
    expect(await readdir(cache)).toHaveLength(1);
  });
});

describe('the stages of a pipeline', () => {
  let scratch: string;
  let base: Settings;

  /** Which stages are done with these settings; all others are found unchanged. */
  const doneWith = async (settings: Settings, force = false) => {
    const { context, done, skipped } = listeningContext({ ...base, ...settings }, force);
    await evaluate(context);
    expect(done.length + skipped.length).toBe(5 + context.config.models.length);
    return done;
  };
  const all = ['ingest', 'clean', 'sessionize', 'split', 'train-popular', 'train-item-knn', 'evaluate'];

  beforeAll(async () => {
    scratch = await lastingFolder();
    const data = join(scratch, 'shop');
    await mkdir(data);
    await generateShop({ events: 20_000, seed: 1, folder: data, progress: silent });
    base = { data, cache: join(scratch, 'cache'), models: ['popular', 'item-knn'], evaluation: { resamples: 20 } };
    expect(await doneWith({})).toEqual(all);
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('are all skipped when nothing has changed', async () => {
    expect(await doneWith({})).toEqual([]);
  });

  it('are done again from where a setting matters', async () => {
    expect(await doneWith({ evaluation: { resamples: 30 } })).toEqual(['evaluate']);
    expect(await doneWith({ split: { kind: 'last-days', days: 9 } })).toEqual(all.slice(all.indexOf('split')));
    expect(await doneWith({ sessions: { gapMinutes: 20 } })).toEqual(all.slice(all.indexOf('sessionize')));
    expect(await doneWith({ clean: { minimum: { perItem: 2 } } })).toEqual(all.slice(all.indexOf('clean')));
  });

  it('fit only the model whose parameters have changed, or that is new', async () => {
    const parameters = { 'item-knn': { neighbours: 20 } };
    expect(await doneWith({ parameters })).toEqual(['train-item-knn', 'evaluate']);
    expect(await doneWith({ models: ['popular', 'random', 'item-knn'] })).toEqual(['train-random', 'evaluate']);
    // What amounts to the defaults is no change.
    expect(await doneWith({ parameters: { 'item-knn': { neighbours: 200 } } })).toEqual([]);
  });

  it('are all done again when forced, or when a file of the shop was written anew', async () => {
    expect(await doneWith({}, true)).toEqual(all);
    await utimes(join(String(base.data), 'events.csv'), new Date(), new Date(0));
    expect(await doneWith({})).toEqual(all);
  });
});
