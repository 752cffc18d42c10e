import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { hashFile } from './source-file.js';

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
    await expect(hashFile(join(folder, 'events.csv'))).rejects.toThrow(/events\.csv: cannot be read \(EISDIR/);
  });
});
