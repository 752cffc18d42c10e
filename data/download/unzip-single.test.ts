import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { zipOf } from '../../testing/zip-of.js';
import { isZip, unzipSingle } from './unzip-single.js';

const text = 'timestamp,visitorid\n'.repeat(20_000);

describe('unzipSingle', () => {
  it.each(['deflate', 'store'] as const)('unpacks the one file of an archive (%s)', async (method) => {
    const folder = await folderOf({ 'a.zip': zipOf({ 'events.csv': text }, method) });
    await unzipSingle(join(folder, 'a.zip'), join(folder, 'events.csv'));
    expect(await readFile(join(folder, 'events.csv'), 'utf8')).toBe(text);
  });

  it('refuses an archive of two files, and one that is cut short', async () => {
    const whole = zipOf({ 'events.csv': text });
    const folder = await folderOf({
      'two.zip': zipOf({ a: text, b: text }),
      'cut.zip': whole.subarray(0, whole.length - 30),
      'short.zip': whole.subarray(0, 10),
    });
    const unzip = (name: string) => unzipSingle(join(folder, name), join(folder, 'out'));
    await expect(unzip('two.zip')).rejects.toThrow('holds 2 files, not one');
    await expect(unzip('cut.zip')).rejects.toThrow('has no end');
    await expect(unzip('short.zip')).rejects.toThrow('has no end');
  });

  it('fails where the packed data are damaged', async () => {
    const damaged = zipOf({ 'events.csv': text });
    damaged.fill(0xff, 60, 90);
    const folder = await folderOf({ 'a.zip': damaged });
    await expect(unzipSingle(join(folder, 'a.zip'), join(folder, 'out'))).rejects.toThrow();
  });
});

describe('isZip', () => {
  it('tells an archive from a table', async () => {
    const folder = await folderOf({ 'a.zip': zipOf({ a: text }), 'events.csv': text, empty: '' });
    expect(await isZip(join(folder, 'a.zip'))).toBe(true);
    expect(await isZip(join(folder, 'events.csv'))).toBe(false);
    expect(await isZip(join(folder, 'empty'))).toBe(false);
  });
});
