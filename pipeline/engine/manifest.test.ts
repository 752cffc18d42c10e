import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { keyOf, manifestFile, readManifest, stateOf, writeManifest } from './manifest.js';

const made = { inputs: { gap: 30, none: undefined }, before: [['loaded', ['abc']]] as const, code: ['c0de'] };
const key = keyOf('clean', made);

async function output(): Promise<string> {
  const folder = await folderOf({ 'events.arrow': 'ARROW1 of many events', 'truth/tree.json': '{}', empty: '' });
  await writeManifest(folder, 'clean', made);
  return folder;
}

it('an output is whole when all its files are as they were written; one of another key is none', async () => {
  const folder = await output();
  expect(await stateOf(folder, key)).toBe('whole');
  expect(await stateOf(folder)).toBe('whole');
  expect(await stateOf(folder, keyOf('clean', { ...made, inputs: { gap: 31 } }))).toBe('none');
  expect(await stateOf(join(folder, 'nowhere'), key)).toBe('none');
  const { files } = (await readManifest(folder))!;
  expect(Object.keys(files)).toEqual(['empty', 'events.arrow', 'truth/tree.json']);
  expect(files['truth/tree.json']).toEqual({ bytes: 2, crc32: 'a3a6bf43' }); // as gzip has it
  expect(files.empty).toEqual({ bytes: 0, crc32: '00000000' });
});

it.each([
  ['is missing', (file: string) => rm(file)],
  ['is cut short (4 of 21 bytes)', (file: string) => truncate(file, 4)],
  ['is cut short (0 of 21 bytes)', (file: string) => truncate(file)],
  ['was altered', (file: string) => appendFile(file, '!')],
  ['was altered', (file: string) => writeFile(file, 'ARROW1 of many Events')],
])('a file that %s is named', async (what, damage) => {
  const folder = await output();
  await damage(join(folder, 'events.arrow'));
  expect(await stateOf(folder, key)).toEqual({ damage: `events.arrow ${what}` });
});

it('no bit of a manifest can flip unnoticed', async () => {
  const folder = await output();
  const file = join(folder, manifestFile);
  const bytes = await readFile(file);
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Buffer.from(bytes);
    flipped[at]! ^= 1 << (at % 8);
    await writeFile(file, flipped);
    expect({ at, state: await stateOf(folder, key) }).toEqual({
      at,
      state: { damage: `${manifestFile} is missing or damaged` },
    });
  }
});

it('a folder without a manifest is no whole output', async () => {
  const folder = await output();
  await rm(join(folder, manifestFile));
  expect(await stateOf(folder, key)).toEqual({ damage: `${manifestFile} is missing or damaged` });
});
