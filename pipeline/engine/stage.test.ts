import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateShop, InputError, quiet, type Reporter } from '../../data/index.js';
import { lastingFolder, scratchFolder } from '../../testing/pipeline-run.js';
import { leaderboard } from '../stages/leaderboard.js';
import { quietPipeline, type Settings } from '../study/quiet-pipeline.js';
import { root } from './root.js';
import { resolveStage, resolveStages, type Stage } from './stage.js';

/** A pipeline that keeps the names of the stages it hears of, those done and those found unchanged, and warnings. */
function listeningPipeline(settings: Settings, force = false) {
  const done: string[] = [];
  const skipped: string[] = [];
  const warnings: string[] = [];
  const say: Reporter['say'] = (stage, text, kind) => {
    if (kind === 'warning') warnings.push(`${stage}: ${text}`);
    else (text.includes('unchanged, skipped') ? skipped : done).push(stage.trim());
  };
  return { pipeline: { ...quietPipeline(settings), reporter: { ...quiet, say }, force }, done, skipped, warnings };
}

describe('a stage', () => {
  let cache: string;
  let times: number;
  beforeEach(async () => {
    cache = await scratchFolder();
    times = 0;
  });

  const run = (inputs: unknown, { force = false, fails = false } = {}) => {
    const { pipeline, ...heard } = listeningPipeline({ cache }, force);
    const work = async (folder: string) => {
      await writeFile(join(folder, 'output'), `time ${++times}`);
      if (fails) throw new Error('the work went wrong');
      return 'did it';
    };
    const stage = stageOf('clean', { inputs: () => inputs, load: async () => ({ work }) });
    return { stage: () => resolveStage(pipeline, stage), ...heard };
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

  it('is done again, with a warning, when its output is damaged', async () => {
    const { folder } = await run({}).stage();
    await writeFile(join(folder, 'output'), 'tame 1');
    const { stage, done, warnings } = run({});
    await stage();
    expect(await readFile(join(folder, 'output'), 'utf8')).toBe('time 2');
    expect([done, warnings]).toEqual([['clean'], [expect.stringMatching(/^clean: made anew, for .*\boutput /)]]);
  });

  it('that fails leaves nothing, and what was there before as it was', async () => {
    await expect(run({}, { fails: true }).stage()).rejects.toThrow('the work went wrong');
    expect(await readdir(cache)).toEqual([]);
    const { folder } = await run({}).stage();
    await expect(run({}, { fails: true, force: true }).stage()).rejects.toThrow('the work went wrong');
    expect(await readFile(join(folder, 'output'), 'utf8')).toBe('time 2');
    expect(await readdir(cache)).toHaveLength(1);
  });

  it('whose sources change as it works is not kept', async () => {
    const file = join(await scratchFolder(), 'work.ts');
    await writeFile(file, 'export const work = 1;');
    const work = async () => {
      await writeFile(file, 'export const work = 2;');
      return 'did it';
    };
    const stage = stageOf('clean', { modules: [relative(root, file)], load: async () => ({ work }) });
    const output = resolveStage(listeningPipeline({ cache }).pipeline, stage);
    await expect(output).rejects.toThrow(InputError);
    await expect(output).rejects.toThrow('the sources changed while clean ran\n  expected: the same command again');
    expect(await readdir(cache)).toEqual([]);
  });
});

/** A stage without needs and inputs that does nothing, but for what is given. */
const stageOf = (name: string, given: Partial<Stage>): Stage => ({
  name,
  modules: ['pipeline/engine/root.ts'],
  load: async () => ({ work: async () => '' }),
  needs: () => ({}),
  inputs: () => null,
  ...given,
});

describe('stages that need others', () => {
  it('do those first, once a run, and are others when those are', async () => {
    const cache = await scratchFolder();
    const made = (parameter: number) => {
      const first = stageOf('first', { inputs: () => parameter });
      const second = stageOf('second', { needs: () => ({ first }) });
      return stageOf('third', { needs: () => ({ first, both: [first, second] }) });
    };
    const keys = [];
    for (const parameter of [1, 2, 1]) {
      const { pipeline, done, skipped } = listeningPipeline({ cache });
      const { key } = await resolveStage(pipeline, made(parameter));
      keys.push(key);
      const names = ['first', 'second', 'third'];
      expect([done, skipped]).toEqual(keys.length < 3 ? [names, []] : [[], names]);
    }
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe(keys[0]);
  });

  it('may ask for one more as they work, which others that ask for the same share', async () => {
    const cache = await scratchFolder();
    const part = (model: string) =>
      stageOf(`train-${model}`, {
        inputs: () => ({ past: 100 }),
        load: async () => ({
          work: async (folder) => {
            await writeFile(join(folder, 'model'), model);
            return '';
          },
        }),
      });
    const hybrid = (name: string) =>
      stageOf(name, {
        load: async () => ({
          work: async (folder, { need }) => {
            const { folder: fitted } = await need(part('popular'));
            await writeFile(join(folder, 'model'), `on ${await readFile(join(fitted, 'model'), 'utf8')}`);
            return '';
          },
        }),
      });
    const { pipeline, done } = listeningPipeline({ cache });
    const outputs = await resolveStages(pipeline, [hybrid('sum'), hybrid('switch')]);
    expect(done).toEqual(['train-popular', 'sum', 'switch']);
    for (const { folder } of outputs) expect(await readFile(join(folder, 'model'), 'utf8')).toBe('on popular');

    const again = listeningPipeline({ cache });
    await resolveStages(again.pipeline, [hybrid('sum'), hybrid('switch')]);
    expect([again.done, again.skipped]).toEqual([[], ['sum', 'switch']]);
  });
});

describe('the stages of a pipeline', () => {
  let scratch: string;
  let base: Settings;

  /** Which stages are done with these settings; all others are found unchanged. */
  const doneWith = async (settings: Settings, force = false) => {
    const { pipeline, done, skipped } = listeningPipeline({ ...base, ...settings }, force);
    await resolveStage(pipeline, leaderboard);
    const stages = [...done, ...skipped];
    const others = stages.includes('best-possible') ? 7 : 6; // where the truth is known
    expect(stages.length).toBe(others + 2 * pipeline.config.models.length);
    return done;
  };
  const measured = ['measure-popular', 'measure-item-knn', 'best-possible', 'leaderboard'];
  const all = ['ingest', 'clean', 'sessionize', 'split', 'task', 'train-popular', 'train-item-knn', ...measured];

  beforeAll(async () => {
    scratch = await lastingFolder();
    const data = join(scratch, 'shop');
    await mkdir(data);
    await generateShop({ events: 20_000, seed: 1, folder: data, reporter: quiet });
    base = { data, cache: join(scratch, 'cache'), models: ['popular', 'item-knn'], evaluation: { resamples: 20 } };
    expect(await doneWith({})).toEqual(all);
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('are all skipped when nothing has changed', async () => {
    expect(await doneWith({})).toEqual([]);
  });

  it('are done again from where a setting matters', async () => {
    expect(await doneWith({ evaluation: { resamples: 30 } })).toEqual(measured);
    expect(await doneWith({ split: { kind: 'last-days', days: 9 } })).toEqual(all.slice(all.indexOf('split')));
    expect(await doneWith({ clean: { mostEventsPerDay: 90 } })).toEqual(all.slice(all.indexOf('clean')));
    const withoutTruth = all.filter((stage) => stage !== 'best-possible');
    expect(await doneWith({ sessions: { gapMinutes: 20 } })).toEqual(withoutTruth.slice(all.indexOf('sessionize')));
  });

  it('fit only the model whose parameters have changed, or that is new', async () => {
    const parameters = { 'item-knn': { neighbours: 20 } };
    expect(await doneWith({ parameters })).toEqual(['train-item-knn', 'measure-item-knn', 'leaderboard']);
    expect(await doneWith({ models: ['popular', 'random', 'item-knn'] })).toEqual([
      'train-random',
      'measure-random',
      'leaderboard',
    ]);
    // What amounts to the defaults is no change.
    expect(await doneWith({ parameters: { 'item-knn': { neighbours: 200 } } })).toEqual([]);
  });

  it('are all done again when forced', async () => {
    expect(await doneWith({}, true)).toEqual(all);
  });

  it('are done again for other contents of a file, whatever its size and time; not for another time', async () => {
    const file = join(String(base.data), 'events.csv');
    await utimes(file, new Date(), new Date(0));
    expect(await doneWith({})).toEqual([]);
    const text = await readFile(file, 'utf8');
    const { atime, mtime } = await stat(file);
    await writeFile(
      file,
      text.replace(/\n(\d+),/, (_, time: string) => `\n${Number(time) - 1},`),
    );
    await utimes(file, atime, mtime);
    expect((await stat(file)).size).toBe(text.length);
    expect(await doneWith({})).toContain('ingest');
  });
});
