import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateShop, quiet, valueAt } from '../../data/index.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { defaults } from '../config/config.js';

import { leaves } from '../config/given-settings.js';
import { quietPipeline, type Settings } from '../study/quiet-pipeline.js';
import { clean } from './clean.js';
import { ingest } from './ingest.js';
import { measure } from './measure.js';
import { sessionize } from './sessionize.js';
import { settingsInUse } from './settings-in-use.js';
import { generate } from './source.js';
import { split } from './split.js';
import { task } from './task.js';
import { train } from './train.js';

/** Of each setting values of which one at least is not what holds by default. */
const others: Record<string, unknown[]> = {
  events: [30_000],
  protocol: ['future'],
  on: ['validation'],
  models: [['random']],
  seed: [2],
  backend: ['cpu'],
  maxRejects: [0.02],
  'clean.rules': ['on', 'off'],
  'clean.duplicates': [false, true],
  'clean.mostEventsPerDay': [7],
  'clean.mostEventsPerHour': [7],
  'clean.mostItemsPerHour': [7],
  'clean.minimum.perVisitor': [2],
  'clean.minimum.perItem': [2],
  'clean.minimum.passes': ['fixpoint'],
  'sessions.gapMinutes': [5],
  'sessions.repeats': ['collapse'],
  split: [{ kind: 'last-days', days: 1 }],
  'evaluation.ks': [[3]],
  'evaluation.listLength': [60],
  'evaluation.resamples': [50],
  'evaluation.ties': ['standard'],
  'evaluation.keepSeen': [true],
  'evaluation.gain': ['event'],
  'evaluation.equalTimes': ['together'],
  'parameters.popular': [{ by: 'visitors' }],
  'parameters.gru4rec': [{ epochs: 1 }],
};
/** What says where things are, not what they are. */
const places = ['data', 'mapping', 'out', 'cache'];

const nested = (path: readonly string[], value: unknown): object =>
  Object.fromEntries([[path[0], path.length === 1 ? value : nested(path.slice(1), value)]]);

describe('a setting', () => {
  let scratch: string;
  const at = (...names: string[]) => join(scratch, ...names);
  const situations: [name: string, settings: () => Settings][] = [
    ['a generated shop', () => ({ events: 20_000 })],
    ['a shop', () => ({ data: at('shop') })],
    ['a shop, P-future', () => ({ data: at('shop'), protocol: 'future' })],
    ['a shop, P-holdout', () => ({ data: at('shop'), protocol: 'holdout' })],
    ['a shop whose rules are off', () => ({ data: at('shop'), clean: { rules: 'off' } })],
    ['a shop with minimum events', () => ({ data: at('shop'), clean: { minimum: { perItem: 2 } } })],
    ['MovieLens', () => ({ data: at('films'), protocol: 'future' })],
    ['MovieLens, cleaned', () => ({ data: at('films'), protocol: 'future', clean: { rules: 'on' } })],
    ['sessions', () => ({ data: at('sessions') })],
    ['sessions without a clock, cleaned', () => ({ data: at('orders'), clean: { rules: 'on' } })],
    ['a neural model', () => ({ data: at('shop'), models: ['gru4rec'] })],
  ];

  beforeAll(async () => {
    scratch = await lastingFolder();
    for (const folder of ['shop', 'films', 'sessions', 'orders']) await mkdir(at(folder));
    await generateShop({ events: 20_000, seed: 1, folder: at('shop'), reporter: quiet });
    const ratings = Array.from({ length: 400 }, (_, k) => `${k % 40}\t${(k * k) % 61}\t4\t${978_300_000 + k * 50}\n`);
    await writeFile(at('films', 'u.data'), ratings.join(''));
    const clicks = (first: number, from: number) =>
      `SessionId\tItemId\tTime\n${Array.from({ length: 90 }, (_, k) => `${first + Math.floor(k / 3)}\t${k % 9}\t${from + k}\n`).join('')}`;
    await writeFile(at('sessions', 'train.tsv'), clicks(1, 1_400_000_000));
    await writeFile(at('sessions', 'test.tsv'), clicks(100, 1_400_100_000));
    await writeFile(at('orders', 'train.tsv'), clicks(1, 0));
    await writeFile(at('orders', 'test.tsv'), clicks(100, 100));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  /** What the stages of a run depend on beside one another; or why its settings are refused. */
  async function readBy(settings: Settings): Promise<string> {
    const pipeline = quietPipeline({ ...settings, cache: at('cache') });
    const models = pipeline.config.models.flatMap((name) => [train(name), measure(name)]);
    const generated = pipeline.config.data === null ? [generate] : [];
    try {
      await settingsInUse(pipeline);
      const stages = [...generated, ingest, clean, sessionize, split, task, ...models];
      return JSON.stringify(await Promise.all(stages.map(async (stage) => [stage.name, await stage.inputs(pipeline)])));
    } catch (error) {
      return `refused: ${(error as Error).message}`;
    }
  }

  it('has another value here for each that there is', () => {
    const known = leaves(defaults, []).map((path) => path.join('.'));
    expect(
      Object.keys(others)
        .filter((path) => !path.startsWith('parameters.'))
        .sort(),
    ).toEqual(known.filter((path) => !places.includes(path)).sort());
  });

  it.each(situations)('of %s is read by a stage, or refused with the reason', async (_, settings) => {
    const base = await readBy(settings());
    expect(base).not.toContain('refused');
    for (const [path, values] of Object.entries(others)) {
      if (valueAt(settings(), path.split('.')) !== undefined) continue; // what makes the situation
      const read = await Promise.all(
        values.map((value) => readBy(merge(settings(), nested(path.split('.'), value) as Settings))),
      );
      expect({ path, isRead: read.some((one) => one !== base) }).toEqual({ path, isRead: true });
      for (const refusal of read.filter((one) => one.startsWith('refused')))
        expect(refusal).toMatch(/does nothing here: .*\n {2}expected: /);
    }
  });

  it.each([
    [
      { clean: { minimum: { perItem: 100 } } },
      'films',
      /"clean\.minimum\.perItem" does nothing here: "clean\.rules" is "auto", which leaves films \(movielens-100k\)/,
    ],
    [
      { split: { kind: 'last-days', days: 7 }, protocol: 'holdout' },
      'shop',
      /"split" does nothing here: P-holdout learns from the whole log/,
    ],
    [
      { sessions: { gapMinutes: 1 } },
      'sessions',
      /"sessions\.gapMinutes" does nothing here: sessions brings its sessions/,
    ],
    [{ evaluation: { keepSeen: true } }, 'shop', /"evaluation\.keepSeen" does nothing here: P-next has no use for it/],
    [
      { parameters: { als: {} }, models: ['popular'] },
      'shop',
      /"parameters\.als" does nothing here: als is none of the run’s models/,
    ],
    [{ events: 30_000 }, 'shop', /"events" does nothing here/],
  ])('%j of %s is refused', async (settings, data, message) => {
    await expect(settingsInUse(quietPipeline({ ...settings, data: at(data), cache: at('cache') }))).rejects.toThrow(
      message,
    );
  });

  it('of how files are written is refused where no folder of them is named', async () => {
    const settings = { mapping: at('none.json'), events: 20_000, cache: at('cache') };
    await expect(settingsInUse(quietPipeline(settings))).rejects.toThrow(
      /"mapping" does nothing here: .*no "data" names a folder of them\n {2}expected: --data DIR beside it/,
    );
  });

  it('that asks for what is so anyway is no error', async () => {
    const settings = {
      data: at('films'),
      clean: { duplicates: false, minimum: { perItem: 1 } },
      evaluation: { gain: 'binary' },
    };
    expect((await settingsInUse(quietPipeline({ ...settings, cache: at('cache') }))).clean.duplicates).toBe(false);
  });
});

/** Settings with others put in, in their parts too. */
function merge(a: Settings, b: Settings): Settings {
  const both = Object.entries(b).map(([key, value]) => {
    const old = (a as Record<string, unknown>)[key];
    return [key, isPart(old) && isPart(value) ? merge(old, value) : value];
  });
  return { ...a, ...Object.fromEntries(both) };
}
const isPart = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
