import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { memoFolder, remembered } from './memo.js';

it('a value is computed once for all that it depends on, and again where its file is damaged', async () => {
  const cache = await folderOf({});
  let times = 0;
  const value = (from: unknown) => remembered(cache, 'figure', from, async () => ({ times: ++times }));
  expect(await value([1])).toEqual({ times: 1 });
  expect(await value([1])).toEqual({ times: 1 });
  expect(await value([2])).toEqual({ times: 2 });
  const damages = [
    (text: string) => text.slice(0, -4),
    () => '',
    (text: string) => text.replace('3', '4').replace('1}', '7}'),
    (text: string) => `0${text.slice(1)}`,
  ];
  for (const [i, damage] of damages.entries()) {
    for (const name of await readdir(memoFolder(cache))) {
      const file = join(memoFolder(cache), name);
      await writeFile(file, damage(await readFile(file, 'utf8')));
    }
    expect(await value([1])).toEqual({ times: 3 + i });
  }
});
