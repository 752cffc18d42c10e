import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { contentHashes } from './content-hashes.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('each file of a folder is hashed, by name; a folder that is not there has none', async () => {
  const folder = await folderOf({ 'log/b.csv': 'b', 'log/a.csv': 'a', 'log/truth/c.json': '{}' });
  expect(await contentHashes(join(folder, 'log'))).toEqual([
    ['a.csv', sha256('a')],
    ['b.csv', sha256('b')],
  ]);
  expect(await contentHashes(join(folder, 'none'))).toEqual([]);
});

it.runIf(existsSync('/proc/self/mem'))('a file that cannot be read is named, with what would be right', async () => {
  const folder = await folderOf({ 'log/a.csv': 'a' });
  await symlink('/proc/self/mem', join(folder, 'log', 'events.csv')); // not even its owner can read what is mapped nowhere
  const hashes = contentHashes(join(folder, 'log'));
  await expect(hashes).rejects.toThrow(InputError);
  await expect(hashes).rejects.toThrow(
    /log\/events\.csv: cannot be read \(EIO.*\n {2}expected: a file that you may read$/,
  );
});

it('other contents are noticed at the same size and times, whatever the file system says of them', async () => {
  const folder = await folderOf({ 'log/events.csv': 'view' });
  const log = join(folder, 'log');
  const file = join(log, 'events.csv');
  const time = new Date(1_400_000_000_000);
  await utimes(file, time, time);
  expect(await contentHashes(log)).toEqual([['events.csv', sha256('view')]]);
  await writeFile(file, 'cart');
  await utimes(file, time, time);
  expect(await contentHashes(log)).toEqual([['events.csv', sha256('cart')]]);
});
