import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from './write-whole.js';

describe('writeWhole', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'write-whole-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes the folders above, and replaces a file', async () => {
    const file = join(folder, 'a', 'b.txt');
    await writeWhole(file, (temporary) => writeFile(temporary, 'one'));
    await writeWhole(file, (temporary) => writeFile(temporary, 'two'));
    expect(await readFile(file, 'utf8')).toBe('two');
    expect(await readdir(join(folder, 'a'))).toEqual(['b.txt']);
  });

  it('replaces a full folder', async () => {
    const write = (name: string) => (temporary: string) =>
      mkdir(temporary).then(() => writeFile(join(temporary, name), ''));
    await writeWhole(join(folder, 'run'), write('old'));
    await writeWhole(join(folder, 'run'), write('new'));
    expect(await readdir(join(folder, 'run'))).toEqual(['new']);
    expect(await readdir(folder)).toEqual(['run']);
  });

  it('takes a folder’s name with a slash at its end', async () => {
    await writeWhole(`${join(folder, 'run')}/`, (temporary) => mkdir(temporary));
    await writeWhole(`${join(folder, 'run')}/`, (temporary) => mkdir(temporary));
    expect(await readdir(folder)).toEqual(['run']);
  });

  it('keeps the old and removes the half-written when writing fails', async () => {
    const file = join(folder, 'a.txt');
    await writeFile(file, 'old');
    const failing = writeWhole(file, async (temporary) => {
      await writeFile(temporary, 'ha');
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });
});
