import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import { InputError } from '../../errors.js';
import { type Encoding, firstLineOf, utf8Bytes } from './file-bytes.js';

async function textOf(name: string, bytes: string | Uint8Array, encoding: Encoding = 'utf-8'): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of utf8Bytes(join(await folderOf({ [name]: bytes }), name), encoding)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const table = `timestamp,visitorid\n${Array.from({ length: 40 }, (_, i) => `143322133211${i + 1},7`).join('\n')}`;
/** The same, as `zstd -19` packs it. */
const zstd = Buffer.from(
  '28b52ffd64b2011d0300b2c61110b01d03601978d69899d54652b813e1462688817e6e5e4e3efefbbd38f2b17131f1f06dd7c2a8a7a6a5a4a3afdb8aa2630a19b7096dfdd7fe478162d04916d90caf251957633227a811e0f4fd3f03f0e5107e44e007dc5da799ffcf1a1b90aa3ca3cff2',
  'hex',
);

describe('the text of a file', () => {
  it('is read as it is, or unpacked by the ending of its name', async () => {
    expect(await textOf('events.csv', table)).toBe(table);
    expect(await textOf('events.csv.gz', gzipSync(table))).toBe(table);
    expect(await textOf('events.csv.zst', zstd)).toBe(table);
    expect(await textOf('events.csv', '')).toBe('');
  });

  it('is that of all parts of a file that was packed in parts', async () => {
    expect(await textOf('e.gz', Buffer.concat([gzipSync('a,b\n'), gzipSync('1,2\n')]))).toBe('a,b\n1,2\n');
    expect(await textOf('e.zst', Buffer.concat([zstd, zstd]))).toBe(table + table);
  });

  it('has no byte order mark, not even one that comes in several chunks', async () => {
    const mark = Buffer.from('\uFEFF');
    expect(await textOf('e.csv', Buffer.concat([mark, Buffer.from('a')]))).toBe('a');
    expect(await textOf('e.csv', mark)).toBe('');
    const parts = [mark.subarray(0, 1), mark.subarray(1, 2), mark.subarray(2), Buffer.from('a,\uFEFF')];
    expect(await textOf('e.csv.gz', Buffer.concat(parts.map((part) => gzipSync(part))))).toBe('a,\uFEFF');
    expect(await textOf('e.csv', 'a')).toBe('a');
  });

  it('in Latin-1 comes as UTF-8, whatever bytes it holds', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    expect(await textOf('u.item', bytes, 'latin-1')).toBe(letters);
    expect(await textOf('u.item.gz', gzipSync(bytes), 'latin-1')).toBe(letters);
  });

  it('in UTF-16 is refused, saying what to do', async () => {
    const little = Buffer.from('\uFEFFa,b\n', 'utf16le');
    const message = /e\.csv(\.gz)?: is UTF-16 text\n {2}expected: UTF-8: save it again with that encoding$/;
    await expect(textOf('e.csv', little)).rejects.toThrow(message);
    await expect(textOf('e.csv', little.swap16())).rejects.toThrow(message);
    await expect(textOf('e.csv.gz', gzipSync(little))).rejects.toThrow(message);
  });

  it('that is packed and cut short, or damaged, or not packed at all, is refused', async () => {
    const message = /e\.zst: cannot be unpacked \(.+\)\n {2}expected: a whole zstd file; pack it again$/;
    for (const bytes of [zstd.subarray(0, 60), zstd.subarray(0, 3), table, Buffer.concat([zstd.subarray(0, 40), zstd])])
      await expect(textOf('e.zst', bytes)).rejects.toThrow(message);
    await expect(textOf('e.zst', table)).rejects.toThrow(InputError);
    for (const bytes of [gzipSync(table).subarray(0, 40), Buffer.from(table)])
      await expect(textOf('e.gz', bytes)).rejects.toThrow(/unexpected end of file|incorrect header check/);
  });

  it('leaves no file open where reading ends early', async () => {
    const open = async (folder: string) => {
      const paths = (await readdir('/proc/self/fd')).map((fd) => join('/proc/self/fd', fd));
      const { readlink } = await import('node:fs/promises');
      const targets = await Promise.all(paths.map((path) => readlink(path).catch(() => '')));
      return targets.filter((target) => target.startsWith(folder)).length;
    };
    const random = Buffer.from(Array.from({ length: 400_000 }, (_, i) => (i * 48_271) ** 2 % 251)).toString('hex');
    const text = Buffer.from(`${random.slice(0, 3)}\n${random.repeat(8)}`);
    const folder = await folderOf({ 'e.csv': text, 'e.gz': gzipSync(text) });
    await symlink('e.gz', join(folder, 'again.gz'));
    for (const name of ['e.csv', 'e.gz', 'again.gz']) expect((await firstLineOf(join(folder, name))).length).toBe(3);
    await expect.poll(() => open(folder)).toBe(0);
  });
});

describe('the first line of a file', () => {
  it('is what stands before its first line break', async () => {
    const folder = await folderOf({
      'a.csv': '\uFEFFa,é\r\n1,2\n',
      'b.csv': 'a,b',
      'c.csv': '',
      'd.csv.gz': gzipSync('x;y\nz\n'),
      'e.csv.gz': 'not packed',
    });
    const lines = ['a.csv', 'b.csv', 'c.csv', 'd.csv.gz', 'e.csv.gz', 'f.csv'].map((name) =>
      firstLineOf(join(folder, name)),
    );
    expect(await Promise.all(lines)).toEqual(['a,é', 'a,b', '', 'x;y', '', '']);
  });
});
