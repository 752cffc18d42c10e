import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { sampleFile } from './sample-file.js';

const rows = Array.from({ length: 50 }, (_, i) => `${i},7,2024-03-01T10:00:00Z`).join('\n');
const sampled = async (file: string, contents: string | Uint8Array, format: 'csv' | 'json-lines' = 'csv') =>
  sampleFile(join(await folderOf({ [file]: contents }), file), format);

describe('a sample of a file', () => {
  it('holds the digits of numbers in JSON as they are written', async () => {
    const text =
      '{"visitor": 12345678901234567890, "item": 9007199254740993, "price": 1.10, "tags": [12345678901234567891]}';
    expect(await sampled('a.jsonl', text, 'json-lines')).toMatchObject({
      names: ['visitor', 'item', 'price', 'tags'],
      rows: [['12345678901234567890', '9007199254740993', '1.10', '["12345678901234567891"]']],
    });
  });

  it('is of the first rows', async () => {
    const folder = await folderOf({ 'a.csv': `a,b,c\n${rows}\n` });
    expect(await sampleFile(join(folder, 'a.csv'), 'csv', 7)).toMatchObject({ rows: { length: 7 } });
  });

  it('takes a first line with a date for a row', async () => {
    expect(await sampled('a.csv', 'ann;cup;01/Mar/2024;view\nbob;pot;02/Mar/2024;view\n')).toMatchObject({
      hasHeader: false,
      rows: { length: 2 },
    });
  });
});

describe('a file that seems to hold a table, but cannot be read, is named with the remedy', () => {
  it.each<[string, string | Uint8Array, string, string]>([
    [
      'a header shorter than its rows',
      `a,b\n${rows}`,
      'has 2 fields in its first line, "a,b", and 3 in the others',
      'name all columns in that line; or, if it is a row like the others, write a mapping whose "header" lists 3 names',
    ],
    [
      'a header longer than its rows',
      `a,b,c,d\n${rows}`,
      'has 4 fields in its first line, "a,b,c,d", and 3 in the others',
      'name all columns in that line; or, if it is a row like the others, write a mapping whose "header" lists 3 names',
    ],
    [
      'a title above the header',
      `Export of May\n\na,b,c\n${rows}`,
      'begins with "Export of May", which is no header: the table seems to begin in line 3',
      'delete the lines above: tail -n +3 FILE > NEW',
    ],
    [
      'the delimiter in a line of its own',
      `sep=;\na;b;c\n1;2;3\n`,
      'begins with the line sep=;, which Excel adds',
      'delete that line: sed -i 1d FILE',
    ],
    [
      'UTF-16',
      Buffer.from(`\uFEFFa,b,c\n${rows}`, 'utf16le'),
      'is UTF-16 text',
      'write it as UTF-8: iconv -f utf-16 -t utf-8 FILE > NEW',
    ],
    [
      'UTF-16 without a mark',
      Buffer.from(`a,b,c\n${rows}`, 'utf16le'),
      'is UTF-16 text',
      'write it as UTF-8: iconv -f utf-16le -t utf-8 FILE > NEW',
    ],
    [
      'a JSON list',
      '[{"user": 1}]',
      'is one JSON list',
      'write each of its objects on a line of its own: jq -c ".[]" FILE > NEW',
    ],
  ])('%s', async (_, contents, why, remedy) => {
    expect(
      await sampled('a.csv', contents, typeof contents === 'string' && contents.startsWith('[') ? 'json-lines' : 'csv'),
    ).toEqual({ why, remedy });
  });

  it('a packed file that ends too early', async () => {
    const packed = gzipSync(rows.repeat(100)).subarray(0, 200);
    expect(await sampled('a.csv.gz', packed)).toEqual({
      why: 'cannot be read: unexpected end of file',
      remedy: 'fetch it again, or remove it',
    });
  });
});
