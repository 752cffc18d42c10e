import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { readState, writeState } from './state-file.js';

it('refuses a model that another version of the format saved, and says what to do', async () => {
  const file = join(await folderOf({}), 'model');
  await writeState(file, 'popular', {}, Int32Array.of(1, 2));
  const saved = deserialize(await readFile(file)) as object;
  await writeFile(file, serialize({ ...saved, version: 0 }));
  await expect(readState(file, 'popular')).rejects.toThrow(
    /model: saved by format version 0\n {2}expected: version 1: fit and save again/,
  );
});
