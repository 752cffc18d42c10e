import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { writeLines } from './write-lines.js';

it('writes lines, each with its end, however many blocks they take', async () => {
  const file = join(await folderOf({}), 'lines.txt');
  const lines = Array.from({ length: 300_000 }, (_, i) => `line ${i} ö`);
  await writeLines(file, lines);
  expect(await readFile(file, 'utf8')).toBe(`${lines.join('\n')}\n`);
  await writeLines(file, []);
  expect(await readFile(file, 'utf8')).toBe('');
});

it('leaves the file that was there when a line cannot be made', async () => {
  const file = join(await folderOf({ 'lines.txt': 'earlier' }), 'lines.txt');
  function* failing() {
    yield 'a line';
    throw new Error('no more');
  }
  await expect(writeLines(file, failing())).rejects.toThrow('no more');
  expect(await readFile(file, 'utf8')).toBe('earlier');
});
