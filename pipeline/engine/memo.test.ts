import { readdir, writeFile } from 'node:fs/promises';
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
  for (const name of await readdir(memoFolder(cache))) await writeFile(join(memoFolder(cache), name), '{ "tim');
  expect(await value([1])).toEqual({ times: 3 });
});
