import { createHash } from 'node:crypto';
import { appendFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { InputError } from '../errors.js';
import { fileMarks, hashFile, refuseChanged } from './source-file.js';

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('hashFile', () => {
  it('gives size and sha256, of a gzipped file also those of what is in it', async () => {
    const text = 'some rows\n'.repeat(1000);
    const packed = gzipSync(text);
    const folder = await folderOf({ plain: text, 'packed.gz': packed });
    const contents = { bytes: text.length, sha256: sha256(text) };
    expect(await hashFile(join(folder, 'plain'))).toEqual({ ...contents, contents });
    expect(await hashFile(join(folder, 'packed.gz'))).toEqual({
      bytes: packed.length,
      sha256: sha256(packed),
      contents,
    });
  });

  it('says where a file cannot be read', async () => {
    const folder = await folderOf({ 'events.csv/inside': '' });
    await expect(hashFile(join(folder, 'events.csv'))).rejects.toThrow(
      /events\.csv: cannot be read \(EISDIR.*\n {2}expected: a file that you may read/,
    );
  });

  it('says where a file cannot be unpacked', async () => {
    const whole = gzipSync('some rows\n'.repeat(1000));
    const folder = await folderOf({ 'short.gz': whole.subarray(0, 20), 'plain.gz': 'rows' });
    for (const name of ['short.gz', 'plain.gz'])
      await expect(hashFile(join(folder, name))).rejects.toThrow(
        /(short|plain)\.gz: cannot be unpacked \(.+\)\n {2}expected: a whole gzip file; pack it again/,
      );
  });
});

describe('a file that was read', () => {
  it('may be touched but not written to meanwhile, whatever its size and time say', async () => {
    const file = join(await folderOf({ 'events.csv': 'view' }), 'events.csv');
    const time = new Date(1_400_000_000_000);
    await utimes(file, time, time);
    const [marks, hashed] = [await fileMarks(file), await hashFile(file)];
    await utimes(file, time, new Date());
    await refuseChanged(file, marks, hashed);
    await writeFile(file, 'cart');
    await utimes(file, time, time);
    await expect(refuseChanged(file, marks, hashed)).rejects.toThrow(
      /events\.csv: changed while it was read\n.*run again$/,
    );
  });

  it('is read again unless it had been still for three seconds and is the same by size and time', async () => {
    const file = join(await folderOf({ 'events.csv': 'view' }), 'events.csv');
    const written = Number((await stat(file, { bigint: true })).ctimeNs / 1_000_000n);
    const [moving, still] = [await fileMarks(file, written + 2999), await fileMarks(file, written + 3000)];
    expect([moving.isSettled, still.isSettled]).toEqual([false, true]);
    expect(still.marks).toBe(moving.marks);
    const other = { bytes: 4, sha256: sha256('cart'), contents: { bytes: 4, sha256: sha256('cart') } };
    await refuseChanged(file, still, other); // not read, or it would be refused
    await expect(refuseChanged(file, moving, other)).rejects.toThrow(InputError);
    await expect(refuseChanged(file, { ...still, marks: 'others' }, other)).rejects.toThrow(InputError);
    await writeFile(file, 'carts');
    await expect(refuseChanged(file, still, other)).rejects.toThrow(InputError);
    const later = new Date(written + 60_000);
    await utimes(file, later, later);
    expect((await fileMarks(file, written + 30_000)).isSettled).toBe(false);
  });

  it('may not grow', async () => {
    const file = join(await folderOf({ 'events.csv': 'view' }), 'events.csv');
    const [marks, hashed] = [await fileMarks(file), await hashFile(file)];
    await appendFile(file, 'cart');
    await expect(refuseChanged(file, marks, hashed)).rejects.toThrow(InputError);
  });
});
