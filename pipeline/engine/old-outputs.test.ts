import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { runFormat } from '../files/run-config.js';
import { manifestFile, stageFormat } from './manifest.js';
import { oldOutputs } from './old-outputs.js';

const key = '0123456789ab';
const output = (stage: string, format: number) => JSON.stringify({ stage, format });
const run = (format: number) => JSON.stringify({ format, key, protocol: 'next' });

it('finished stages and runs of another version are named in one line, with what deletes them', async () => {
  const folder = await folderOf({
    [`cache/best-possible-${key}/${manifestFile}`]: output('best-possible', stageFormat - 1),
    [`cache/split-${key}/${manifestFile}`]: output('split', stageFormat + 1),
    [`cache/ingest-${key}/${manifestFile}`]: output('ingest', stageFormat),
    [`cache/build-${key}/build.json`]: '{}',
    [`cache/app-${key}/${manifestFile}`]: JSON.stringify({ name: 'a web app' }),
    [`cache/photos-${key}/clean.jpg`]: '',
    'cache/memos/contents.memo': '{}',
    'runs/shop-next-01234567/config.json': run(runFormat - 1),
    'runs/shop-next-12345678/config.json': run(runFormat),
    'runs/notes-23456789/config.json': '{}',
  });
  const line = await oldOutputs(join(folder, 'cache'), join(folder, 'runs'));
  expect(line).toMatch(
    /^2 finished stages and 1 run of another version of this project, .* not used; to delete them: rm -r /,
  );
  const named = line!.split('rm -r ')[1]!.split(' ');
  expect(named.map((path) => path.split('/').at(-1))).toEqual([
    `best-possible-${key}`,
    `split-${key}`,
    'shop-next-01234567',
  ]);
});

it('a path with spaces is quoted', async () => {
  const folder = await folderOf({
    [`my cache/train-item-knn-${key}/${manifestFile}`]: output('train-item-knn', stageFormat - 1),
  });
  const line = await oldOutputs(join(folder, 'my cache'), join(folder, 'runs'));
  expect(line).toMatch(new RegExp(`rm -r '[^']*/my cache/train-item-knn-${key}'$`));
});

it('nothing is said where all is of this version, or there is nothing', async () => {
  const folder = await folderOf({ [`cache/ingest-${key}/${manifestFile}`]: output('ingest', stageFormat) });
  expect(await oldOutputs(join(folder, 'cache'), join(folder, 'runs'))).toBeUndefined();
});
