import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../testing/folder-of.js';
import { InputError } from './errors.js';
import { assertFileWritable, assertWritable, fileRefusal, makeFolder } from './file-refusal.js';

const failure = (code: string) => Object.assign(new Error(`${code}: so it is`), { code, path: '/shop/events.csv' });

it.each([
  ['EROFS', '/shop/events.csv: the disk is read-only\n  expected: a path on a disk that can be written to'],
  ['EACCES', '/shop/events.csv: there is no permission\n  expected: a path that you may use'],
  ['ENOSPC', '/shop/events.csv: the disk is full; nothing half-written was kept\n  expected: free space there'],
])('%s is told in words, with place and remedy', (code, message) => {
  expect(fileRefusal(failure(code))).toBeInstanceOf(InputError);
  expect(fileRefusal(failure(code))!.message).toContain(message);
});

it('a refusal is known in a library’s words too; other errors are none', () => {
  const duckdb = new Error('IO Error: Could not write file "/shop/a.tmp": No space left on device');
  expect(fileRefusal(duckdb, '/run/a')!.message).toMatch(/^\/run\/a: the disk is full/);
  expect(fileRefusal(duckdb)!.message).toMatch(/^the disk is full.*Could not write file "\/shop\/a\.tmp"/);
  expect(fileRefusal(new TypeError('x is undefined'))).toBeUndefined();
  expect(fileRefusal(failure('ECONNRESET'))).toBeUndefined();
  expect(fileRefusal('no error at all')).toBeUndefined();
  expect(fileRefusal(undefined)).toBeUndefined();
  expect(fileRefusal(Object.assign(new Error('EEXIST: so it is'), { code: 'EEXIST' }))).toBeUndefined();
});

it('a path can be written where the nearest folder above it can; a file in the way is named', async () => {
  const folder = await folderOf({ file: '' });
  await assertWritable(join(folder, 'a', 'b', 'c'));
  await makeFolder(join(folder, 'a', 'b'));
  const message = `${join(folder, 'file')}: is a file, and a folder belongs there\n  expected: another path`;
  for (const path of ['file', 'file/a', 'file/a/b']) {
    await expect(assertWritable(join(folder, path))).rejects.toThrow(message);
    await expect(makeFolder(join(folder, path))).rejects.toThrow(message);
    for (const code of ['ENOTDIR', 'EEXIST'])
      expect(fileRefusal(failure(code), join(folder, path))!.message).toContain(message);
  }
});

it('a file can be written, and replaced, where its folder can; a folder in its place is named', async () => {
  const folder = await folderOf({ file: '', 'sub/file': '' });
  for (const path of ['file', 'new', 'sub/new', 'a/b/new']) await assertFileWritable(join(folder, path));
  const taken = `${join(folder, 'sub')}: is a folder or a device, and a file belongs there\n  expected: the path of a file`;
  await expect(assertFileWritable(join(folder, 'sub'))).rejects.toThrow(taken);
  await expect(assertFileWritable('/dev/null')).rejects.toThrow('/dev/null: is a folder or a device');
  const blocked = `${join(folder, 'file')}: is a file, and a folder belongs there`;
  await expect(assertFileWritable(join(folder, 'file', 'new'))).rejects.toThrow(blocked);
});
