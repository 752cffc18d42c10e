import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { buildKernels } from '../../testing/kernel-of.js';

const one = "import { two } from './lib/two'; export function one(): i32 { return two() - 1; }";

it('builds kernels, leaves alone those that are up to date, and removes those that are gone', async () => {
  const folder = await folderOf({
    'assembly/one.ts': one,
    'assembly/other.ts': 'export function other(): i32 { return 3; }',
    'assembly/lib/two.ts': 'export function two(): i32 { return 2; }',
  });
  const built = (name: string) => join(folder, 'built', name);
  const writtenAt = async (name: string) => (await stat(built(name))).mtimeMs;
  await buildKernels(folder);
  const [first, before] = [await readFile(built('one.ts'), 'utf8'), await writtenAt('one.ts')];

  await buildKernels(folder);
  expect(await writtenAt('one.ts')).toBe(before);

  await writeFile(join(folder, 'assembly/lib/two.ts'), 'export function two(): i32 { return 20; }');
  await rm(join(folder, 'assembly/other.ts'));
  await buildKernels(folder);
  expect(await readFile(built('one.ts'), 'utf8')).not.toBe(first);
  expect(await readdir(join(folder, 'built'))).toEqual(['one.ts']);
  expect(await readFile(built('one.ts'), 'utf8')).not.toContain('relaxed');
});

it('says what does not compile, and keeps no part of it', async () => {
  const folder = await folderOf({
    'assembly/wrong.ts': 'export function wrong(): i32 { return nothing; }',
    'assembly/lib/a.ts': '',
  });
  await expect(buildKernels(folder)).rejects.toThrow(/wrong.ts does not compile[\s\S]*nothing/);
  expect(await readdir(join(folder, 'built'))).toEqual([]);
});
