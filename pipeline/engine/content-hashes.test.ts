import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { contentHashes } from './content-hashes.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('each file of a folder is hashed, by name; a folder that is not there has none', async () => {
  const folder = await folderOf({ 'log/b.csv': 'b', 'log/a.csv': 'a', 'log/truth/c.json': '{}' });
  const cache = join(folder, 'cache');
  expect(await contentHashes(join(folder, 'log'), cache)).toEqual([
    ['a.csv', sha256('a')],
    ['b.csv', sha256('b')],
  ]);
  expect(await contentHashes(join(folder, 'none'), cache)).toEqual([]);
});

it.runIf(existsSync('/proc/self/mem'))('a file that cannot be read is named, with what would be right', async () => {
  const folder = await folderOf({ 'log/a.csv': 'a' });
  await symlink('/proc/self/mem', join(folder, 'log', 'events.csv')); // not even its owner can read what is mapped nowhere
  const hashes = contentHashes(join(folder, 'log'), join(folder, 'cache'));
  await expect(hashes).rejects.toThrow(InputError);
  await expect(hashes).rejects.toThrow(
    /log\/events\.csv: cannot be read \(EIO.*\n {2}expected: a file that you may read$/,
  );
});

it('other contents are noticed at the same size and time, at once', async () => {
  const folder = await folderOf({ 'log/events.csv': 'view' });
  const [log, cache] = [join(folder, 'log'), join(folder, 'cache')];
  const file = join(log, 'events.csv');
  const time = new Date(1_400_000_000_000);
  await utimes(file, time, time);
  await new Promise((resolve) => setTimeout(resolve, 3100)); // the index keeps it: nothing but the time of status change tells
  await contentHashes(log, cache);
  const before = await stat(file);
  expect(JSON.parse(await readFile(join(cache, 'memos', 'contents.json'), 'utf8'))).toHaveProperty([file]);
  await writeFile(file, 'cart');
  await utimes(file, time, time);
  const { size, mtimeMs, ino } = await stat(file);
  expect([size, mtimeMs, ino]).toEqual([before.size, before.mtimeMs, before.ino]);
  expect(await contentHashes(log, cache)).toEqual([['events.csv', sha256('cart')]]);
});

it('a file left alone is not read again; one that has just been written is', async () => {
  const folder = await folderOf({ 'log/events.csv': 'view' });
  const [log, cache] = [join(folder, 'log'), join(folder, 'cache')];
  const index = join(cache, 'memos', 'contents.json');
  await contentHashes(log, cache);
  await expect(readFile(index)).rejects.toThrow('ENOENT'); // its marks would not tell of a change within this tick
  await new Promise((resolve) => setTimeout(resolve, 3100));
  await contentHashes(log, cache);
  const kept = JSON.parse(await readFile(index, 'utf8')) as Record<string, { marks: string; sha256: string }>;
  for (const one of Object.values(kept)) one.sha256 = 'kept';
  await writeFile(index, JSON.stringify(kept));
  expect(await contentHashes(log, cache)).toEqual([['events.csv', 'kept']]);
});
