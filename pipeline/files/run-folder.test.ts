import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { manifestFile, writeManifest } from '../engine/manifest.js';
import { assertReplaceable, readRunConfig, runFormat } from './run-config.js';
import { readRun } from './run-folder.js';

const config = (format: number) => JSON.stringify({ format, key: 'abc', protocol: 'next' });
const made = { inputs: {}, before: [], code: [] };

/** A folder with a run's configuration, and a manifest of what it holds. */
async function runWith(files: Record<string, string>): Promise<string> {
  const folder = await folderOf({ 'config.json': config(runFormat), ...files });
  await writeManifest(folder, 'report', made);
  return folder;
}

it('a run folder gives its configuration, and may be replaced', async () => {
  const folder = await runWith({});
  expect(await readRunConfig(folder)).toMatchObject({ format: runFormat, key: 'abc' });
  await assertReplaceable(folder, false);
});

it('a folder that is not there or empty may be taken', async () => {
  const folder = await folderOf({});
  await assertReplaceable(folder, false);
  await assertReplaceable(join(folder, 'none'), false);
});

it.each(['leaderboard.json', 'config.json', manifestFile])(
  'a run with a damaged %s is not read, and may be replaced',
  async (name) => {
    for (const damage of [rm, (file: string) => writeFile(file, '{"for'), (file: string) => writeFile(file, '')]) {
      const folder = await runWith({ 'leaderboard.json': '{"models":[]}' });
      await damage(join(folder, name));
      await expect(readRunConfig(folder)).rejects.toThrow(
        new RegExp(`^${folder}: the run is damaged: ${name} .*\n {2}expected: the folder as the run left it`),
      );
      await assertReplaceable(folder, false);
    }
  },
);

it.each([runFormat - 1, runFormat + 1])('a run folder of version %i is refused, saying what to do', async (format) => {
  const folder = await folderOf({ 'config.json': config(format) });
  const message = `${folder}: a run folder of layout version ${format}\n  expected: version ${runFormat}: run with --force`;
  await expect(readRunConfig(folder)).rejects.toThrow(message);
  await expect(assertReplaceable(folder, false)).rejects.toThrow(message);
  await assertReplaceable(folder, true);
});

it.each([
  ['other files', { 'thesis.tex': 'chapter 1' }],
  ['a configuration that is none', { 'config.json': '{ "format": ' }],
  ['somebody else’s configuration', { 'config.json': '{ "format": 1, "name": "app" }' }],
  ['null for a configuration', { 'config.json': 'null' }],
])('a folder with %s is no run folder, to be replaced or not', async (_, files) => {
  const folder = await folderOf(files);
  for (const anyVersion of [false, true])
    await expect(assertReplaceable(folder, anyVersion)).rejects.toThrow(`${folder}: is no run folder`);
  await expect(readRunConfig(folder)).rejects.toThrow(`${folder}: is no run folder`);
});

it('the output of another stage is no run folder', async () => {
  const folder = await folderOf({ 'counts.json': '{}' });
  await writeManifest(folder, 'clean', made);
  await expect(assertReplaceable(folder, true)).rejects.toThrow('is no run folder');
  await expect(readRunConfig(folder)).rejects.toThrow('is no run folder');
});

it('a file is no run folder', async () => {
  const file = join(await folderOf({}), 'file');
  await writeFile(file, '');
  await expect(assertReplaceable(file, true)).rejects.toThrow('is no run folder');
  await expect(readRunConfig(file)).rejects.toThrow('is no run folder');
});

it('a run that is not there is not read', async () => {
  await expect(readRun(join(await folderOf({}), 'none'))).rejects.toThrow('there is no such run folder');
});
