import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { readRunConfig, runFormat } from './run-config.js';
import { readRun } from './run-folder.js';

const config = (format: number) => JSON.stringify({ format, key: 'abc', protocol: 'next' });

it('a run folder gives its configuration; a folder that is not there or empty gives none', async () => {
  const folder = await folderOf({ 'config.json': config(runFormat) });
  expect(await readRunConfig(folder)).toMatchObject({ format: runFormat, key: 'abc' });
  expect(await readRunConfig(join(folder, 'none'))).toBeUndefined();
  expect(await readRunConfig(await folderOf({}))).toBeUndefined();
});

it.each([runFormat - 1, runFormat + 1])('a run folder of version %i is refused, saying what to do', async (format) => {
  const folder = await folderOf({ 'config.json': config(format) });
  await expect(readRunConfig(folder)).rejects.toThrow(
    `${folder}: a run folder of layout version ${format}\n  expected: version ${runFormat}: run with --force`,
  );
  expect(await readRunConfig(folder, true)).toMatchObject({ format });
});

it.each([
  ['other files', { 'thesis.tex': 'chapter 1' }],
  ['a configuration that is none', { 'config.json': '{ "format": ' }],
  ['somebody else’s configuration', { 'config.json': '{ "format": 1, "name": "app" }' }],
  ['null for a configuration', { 'config.json': 'null' }],
])('a folder with %s is no run folder, to be replaced or not', async (_, files) => {
  const folder = await folderOf(files);
  for (const anyVersion of [false, true])
    await expect(readRunConfig(folder, anyVersion)).rejects.toThrow(`${folder}: is no run folder`);
});

it('a file is no run folder', async () => {
  const file = join(await folderOf({}), 'file');
  await writeFile(file, '');
  await expect(readRunConfig(file, true)).rejects.toThrow('is no run folder');
});

it('a run that is not there is not read', async () => {
  await expect(readRun(join(await folderOf({}), 'none'))).rejects.toThrow('there is no such run folder');
});
