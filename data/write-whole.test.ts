import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from './errors.js';
import { openTemporaries, writeWhole } from './write-whole.js';

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

  it('names what the file system refuses by the final path, also from within another', async () => {
    await writeFile(join(folder, 'file'), '');
    const inner = (file: string) => writeWhole(file, (temporary) => writeFile(temporary, ''));
    const refused = (work: Promise<void>) => expect(work).rejects;
    const inTheWay = `${join(folder, 'file')}: is a file, and a folder belongs there`;
    await refused(inner(join(folder, 'file', 'below', 'it'))).toThrow(new InputError(inTheWay).message);
    await refused(writeWhole(join(folder, 'file'), (temporary) => mkdir(temporary))).toThrow(inTheWay);
    await mkdir(join(folder, 'full', 'of'), { recursive: true });
    await refused(inner(join(folder, 'full'))).toThrow(`${join(folder, 'full')}: a folder lies there`);
    const long = 'x'.repeat(300);
    const outer = writeWhole(join(folder, 'run'), async (temporary) => {
      await mkdir(temporary);
      await inner(join(temporary, long));
    });
    await refused(outer).toThrow(`${join(folder, 'run', long)}: the name is too long\n  expected: a shorter path`);
    await refused(outer).toThrow(InputError);
    expect((await readdir(folder)).sort()).toEqual(['file', 'full']);
  });

  it('knows a refused write by its path, by its system call, or by the path in a library’s words', async () => {
    const file = join(folder, 'a');
    const failing = (error: (temporary: string) => unknown) =>
      expect(writeWhole(file, async (to) => Promise.reject(error(to))));
    const failure = (code: string, more: object) => Object.assign(new Error(`${code}: so it is`), { code, ...more });
    const full = `${file}: the disk is full`;
    await failing(() => failure('ENOSPC', { syscall: 'write' })).rejects.toThrow(full);
    await failing((path) => failure('ENOSPC', { syscall: 'open', path })).rejects.toThrow(full);
    await failing((path) => failure('ENOSPC', { syscall: 'open', path: join(path, 'b') })).rejects.toThrow(full);
    await failing((path) => failure('EROFS', { syscall: 'mkdir', path: dirname(path) })).rejects.toThrow(InputError);
    await failing((path) => new Error(`IO Error: "${path}": No space left on device`)).rejects.toThrow(full);
    for (const other of [
      failure('EIO', { syscall: 'read' }),
      failure('EIO', { syscall: 'write', path: '/other' }),
      new Error('IO Error: "/other": No space left on device'),
    ])
      await failing(() => other).rejects.toBe(other);
    await failing(() => 'no error').rejects.toBe('no error');
  });

  it('removes what an interrupted process left, and forgets what is done', async () => {
    const run = join(folder, 'run');
    const write = async (temporary: string) => {
      expect([...openTemporaries]).toContain(temporary);
      await mkdir(temporary);
      await writeFile(join(temporary, 'file'), '');
    };
    let temporary = '';
    const failing = writeWhole(run, async (to) => {
      temporary = to;
      await write(to);
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(await readdir(folder)).toEqual([]);
    await mkdir(temporary);
    await writeFile(join(temporary, 'old'), '');
    await writeWhole(run, write);
    expect(await readdir(run)).toEqual(['file']);
    expect(openTemporaries).not.toContain(temporary);
  });

  it('does not take what is read for what is written', async () => {
    const reading = writeWhole(join(folder, 'a'), async () => void (await readFile(join(folder, 'none'))));
    await expect(reading).rejects.not.toThrow(InputError);
    await expect(reading).rejects.toThrow('ENOENT');
  });
});
