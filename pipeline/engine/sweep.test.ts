import { spawnSync } from 'node:child_process';
import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { sweepFor } from './sweep.js';

/** The id of a process that has ended. */
const dead = spawnSync(process.execPath, ['--version']).pid;
const alive = process.ppid;

it('removes what dead processes left half-written, and nothing else', async () => {
  const key = '0123456789ab';
  const folder = await folderOf({
    [`cache/clean-${key}/events.arrow`]: '',
    [`cache/clean-${key}.${dead}.tmp/events.arrow`]: '',
    [`cache/clean-${key}.old.${dead}.tmp/events.arrow`]: '',
    [`cache/clean-${key}.${alive}.tmp/events.arrow`]: '',
    [`cache/thesis.${dead}.tmp`]: '',
    'results/best/config.json': '',
    [`results/best.${dead}.tmp/config.json`]: '',
    [`results/best.old.${dead}.tmp/config.json`]: '',
    [`results/other-${key}.${dead}.tmp/config.json`]: '',
  });
  await sweepFor({ cache: join(folder, 'cache'), out: join(folder, 'results', 'best') });
  expect((await readdir(join(folder, 'cache'))).sort()).toEqual([
    `clean-${key}`,
    `clean-${key}.${alive}.tmp`,
    `thesis.${dead}.tmp`,
  ]);
  expect((await readdir(join(folder, 'results'))).sort()).toEqual(['best', `other-${key}.${dead}.tmp`]);
});

it('gives an old run back its place where its successor never took it', async () => {
  const folder = await folderOf({
    [`results/best.old.${dead}.tmp/config.json`]: 'old',
    [`results/best.${dead}.tmp/config.json`]: 'new',
  });
  await sweepFor({ cache: join(folder, 'cache'), out: join(folder, 'results', 'best') });
  expect(await readdir(join(folder, 'results'))).toEqual(['best']);
  expect(await readFile(join(folder, 'results', 'best', 'config.json'), 'utf8')).toBe('old');
});

/** Makes a file look as if it was last written so many days ago. */
async function age(file: string, days: number): Promise<void> {
  const then = new Date(Date.now() - days * 86_400_000);
  await utimes(file, then, then);
}

it('removes checkpoints whose model is there, or that are two weeks old', async () => {
  const [broken, done, old] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'].map((key) => `train-gru4rec-${key}`);
  const cache = await folderOf({
    [`${broken}.checkpoint`]: '',
    [`${broken}.checkpoint.batch.json`]: '',
    [`${broken}.checkpoint.${dead}.tmp`]: '',
    [`${done}/model`]: '',
    [`${done}.checkpoint`]: '',
    [`${done}.checkpoint.batch.json`]: '',
    [`${old}.checkpoint`]: '',
  });
  await age(join(cache, `${broken}.checkpoint`), 13);
  await age(join(cache, `${old}.checkpoint`), 15);
  await sweepFor({ cache, out: null });
  expect((await readdir(cache)).sort()).toEqual([`${broken}.checkpoint`, `${broken}.checkpoint.batch.json`, done]);
});

it('removes memos that are two weeks old, and half-written ones', async () => {
  const cache = await folderOf({
    'memos/figure-new.json': '',
    'memos/figure-old.json': '',
    [`memos/figure-cut.json.${dead}.tmp`]: '',
  });
  await age(join(cache, 'memos', 'figure-new.json'), 13);
  await age(join(cache, 'memos', 'figure-old.json'), 15);
  await sweepFor({ cache, out: null });
  expect(await readdir(join(cache, 'memos'))).toEqual(['figure-new.json']);
});
