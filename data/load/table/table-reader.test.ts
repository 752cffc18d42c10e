import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import { InputError } from '../../errors.js';
import { IdColumn } from './id-column.js';
import type { TableLayout } from './table-layout.js';
import { TableReader } from './table-reader.js';
import { EmptyFile, UnreadableFile } from './unreadable-file.js';
import { FlagColumn, TextColumn } from './value-columns.js';

/** A table of two columns, and what is read into it. */
function tableOf(maxRejects = 1) {
  const [item, flag] = [new IdColumn(), new FlagColumn()];
  const reader = new TableReader(maxRejects);
  const layout: TableLayout = { columns: { item, flag }, header: true };
  return {
    reader,
    read: async (text: string | Uint8Array, more: Partial<TableLayout> = {}, name = 't.csv') =>
      reader.read(join(await folderOf({ [name]: text }), name), { ...layout, ...more }),
    rows: () => {
      const { vocabulary, dense } = item.encode(reader.size);
      return Array.from(dense, (id, row) => [vocabulary.idOf(id), flag.at(row)]);
    },
    ...{ item, flag },
  };
}

describe('a table', () => {
  it('has the rows of its files, one file after another', async () => {
    const { reader, read, rows } = tableOf();
    expect((await read('item,flag\n7,1\n8,0\n')).rows).toBe(2);
    expect(await read('flag;color;item\n1;red;9')).toMatchObject({ rows: 1, unused: ['color'] });
    expect(rows()).toEqual([
      [7, 1],
      [8, 0],
      [9, 1],
    ]);
    expect([reader.size, reader.rows, reader.row]).toEqual([3, 3, Int32Array.of(0, 1, 2)]);
  });

  it('has no rows for bad and empty lines, which count', async () => {
    const { reader, read, rows } = tableOf();
    const { rows: count } = await read('item,flag\n7,1\n\nx,2\n"a\n8\n8,0\n9,1,,\n');
    expect(count).toBe(7);
    expect([rows(), reader.row]).toEqual([
      [
        [7, 1],
        [8, 0],
        [9, 1],
      ],
      Int32Array.of(0, 5, 6),
    ]);
    expect(reader.rejects).toEqual([
      { file: 't.csv', line: 4, rule: 'bad-row', reason: 'flag is neither 0 nor 1 ("2")', text: 'x,2' },
      { file: 't.csv', line: 5, rule: 'bad-row', reason: 'item begins with a quote that is not closed', text: '"a' },
      { file: 't.csv', line: 6, rule: 'bad-row', reason: '1 field instead of 2', text: '8' },
    ]);
  });

  it('knows the lines of its rows, some of which have several', async () => {
    const { reader, read } = tableOf();
    await read('item,flag\n7,1\n8,1\n');
    const { lines } = await read('item,text,flag\n1,"a\n\nb",1\n2,c,1\n3,"x\r\ny",5\n\n4,d,1\n', {}, 'u.csv');
    expect(lines).toEqual({ row: Int32Array.of(0, 1, 3), line: Int32Array.of(2, 5, 8), step: Uint8Array.of(1, 1, 1) });
    expect(Array.from({ length: reader.size }, (_, row) => reader.placeOf(row))).toEqual([
      { file: expect.stringMatching(/t\.csv$/), line: 2 },
      { file: expect.stringMatching(/t\.csv$/), line: 3 },
      { file: expect.stringMatching(/u\.csv$/), line: 2 },
      { file: expect.stringMatching(/u\.csv$/), line: 5 },
      { file: expect.stringMatching(/u\.csv$/), line: 9 },
    ]);
    expect(reader.rejects).toMatchObject([{ file: 'u.csv', line: 6, text: '3,"x\r\ny",5' }]);
  });

  it('has the lines of the original where a column holds them', async () => {
    const { reader, read } = tableOf();
    await read('#line,item,flag\n1,7,1\n1,8,1\n4,9,3\n5,9,0\n', { lineColumn: '#line' });
    expect([0, 1, 2].map((row) => reader.placeOf(row).line)).toEqual([1, 1, 5]);
    expect(reader.rejects).toMatchObject([{ line: 4, text: '4,9,3' }]);
  });

  it('may have no header, and a header may have line breaks', async () => {
    const { reader, read, rows } = tableOf();
    await read('7::1\n8::0\n', { header: ['item', 'flag'], delimiter: '::' });
    await read('item,"a\nb",flag\n9,,1\n');
    expect(rows()).toEqual([
      [7, 1],
      [8, 0],
      [9, 1],
    ]);
    expect([0, 1, 2].map((row) => reader.placeOf(row).line)).toEqual([1, 2, 3]);
  });

  it('may have a delimiter behind its header, its rows, or both', async () => {
    for (const text of [
      'item,flag,\n7,1,\n8,0,\n',
      'item,flag,\n7,1\n8,0\n',
      'item,flag\n7,1,\n8,0,,\n',
      'item,flag,\n7,1,x\n8,0',
    ]) {
      const { reader, read, rows } = tableOf();
      await read(text);
      expect(rows()).toEqual([
        [7, 1],
        [8, 0],
      ]);
      expect(reader.rejects).toEqual([]);
    }
  });

  it('skips columns that a file may lack, and those that are another file’s', async () => {
    const { read, rows, item } = tableOf();
    const flag = new FlagColumn();
    await read('item\n7\n', { columns: { item, flag }, optional: ['flag'] });
    await read('item,flag\n8,1\n', { columns: { item, flag } });
    await read('item,flag\n9,1\n', { columns: { item }, absent: [flag] });
    expect(rows().map(([id]) => id)).toEqual([7, 8, 9]);
    expect([0, 1, 2].map((row) => flag.at(row))).toEqual([0, 1, 0]);
  });

  it('keeps the rows that a layout wants, and those that keep its rule', async () => {
    const { reader, read, rows, flag } = tableOf();
    await read('item,flag\n7,1\n8,0\n9,1\n', { leftOut: { columns: ['flag'], is: (row) => flag.at(row) === 0 } });
    expect(rows()).toEqual([
      [7, 1],
      [9, 1],
    ]);
    await read('item,flag\n1,1\n2,0\n', {
      rule: {
        holds: (row) => flag.at(row) === 1,
        explain: (fields) => ({ column: 'flag', reason: `flag ${fields.flag} of ${fields.item}` }),
        expected: '1',
      },
    });
    expect(reader.rejects).toMatchObject([{ line: 3, reason: 'flag 0 of 2', text: '2,0' }]);
    await read('item,flag\n7,0\n', { leftOut: { columns: [], is: () => true } });
    expect(reader.size).toBe(3);
  });

  it('leaves rows out whatever else they hold: they are no bad rows, and their fields are not read', async () => {
    const { reader, read, rows, flag } = tableOf();
    const leftOut = { columns: ['flag'], is: (row: number) => flag.at(row) === 1 };
    const lines = ['7,0,a', ',1,a', '9,1', '9,1,a,b', 'x,1,\xe9', '8,0,b', '9', ',0,c', '"9,1'];
    await read(Buffer.from(['item,flag,text', ...lines].join('\n'), 'latin1'), { leftOut });
    expect(rows()).toEqual([
      [7, 0],
      [8, 0],
    ]);
    expect(reader.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [8, '1 field instead of 3'],
      [9, 'item is empty'],
      [10, 'item begins with a quote that is not closed'],
    ]);
  });

  it('is the same whatever chunks the file comes in', async () => {
    const text = Array.from({ length: 30_000 }, (_, i) => `${i * 7},"${i % 2}",${'é'.repeat(i % 50)}\r\n`).join('');
    const [plain, packed] = [tableOf(), tableOf()];
    await plain.read(`item,flag,text\n${text}`);
    await packed.read(gzipSync(`item,flag,text\n${text}`), {}, 't.csv.gz');
    expect(plain.rows().length).toBe(30_000);
    expect(plain.rows().every(([item, flag], i) => item === i * 7 && flag === i % 2)).toBe(true);
    expect(packed.rows()).toEqual(plain.rows());
  });

  it('reads a line that is not UTF-8 as a bad row of its own, also in a column that is not read', async () => {
    const { reader, read, rows } = tableOf();
    await read(Buffer.from('item,flag,text\n7,1,a\n8,1,\xe9\n\xe9,1,b\n9,1,c\n', 'latin1'));
    expect(rows().map(([item]) => item)).toEqual([7, 9]);
    expect(reader.rejects.map(({ line, reason, text }) => [line, reason, text])).toEqual([
      [3, 'is not UTF-8 text', '8,1,\xe9'],
      [4, 'is not UTF-8 text', '\xe9,1,b'],
    ]);
    await read(Buffer.from('item,flag\n\xe9,1\n', 'latin1'), { encoding: 'latin-1' });
    expect(rows().at(-1)).toEqual(['é', 1]);
  });

  it('is refused as a whole beyond the bound, with what is wrong first', async () => {
    const { read } = tableOf(0.5);
    const text = 'item,flag\n7,1\n8,2\n,1\n9\n';
    await expect(read(text)).rejects.toThrow(
      /t\.csv, line 3, column "flag": flag is neither 0 nor 1 \("2"\) \(3 of 4 rows cannot be read, more than the 50 % of --max-rejects; this is the first\)\n {2}expected: 0 or 1$/,
    );
    await expect(read(text)).rejects.toThrow(UnreadableFile);
  });

  it('is refused without reading on where a large file is hopeless', async () => {
    const { read } = tableOf(0.01);
    const text = `item,flag\n${'7,9\n'.repeat(700_000)}`;
    await expect(read(text)).rejects.toThrow(/line 2, column "flag": .* \(262,141 of 262,141 rows cannot be read/);
  });

  it('is left as it was by a file that is refused', async () => {
    const { reader, read, rows } = tableOf(0.1);
    await read('item,flag\n7,1\n');
    await expect(read('item,flag\nx,1\n9,2\n')).rejects.toThrow(UnreadableFile);
    await expect(read('items,flag\nx,1\n')).rejects.toThrow(InputError);
    expect([reader.rows, reader.size, reader.rejects]).toEqual([1, 1, []]);
    await read('item,flag\n8,1\n');
    expect(rows()).toEqual([
      [7, 1],
      [8, 1],
    ]);
    expect(reader.placeOf(1).line).toBe(2);
  });

  it.each([
    ['is empty', '', 'is empty\n  expected: the header item,flag, then rows'],
    ['holds a byte order mark alone', '\uFEFF', 'is empty\n  expected: the header item,flag, then rows'],
    ['has no rows', 'item,flag\n\n', 'holds no row that can be read\n  expected: the header item,flag, then rows'],
  ])('is refused where it %s', async (_, text, message) => {
    await expect(tableOf().read(text)).rejects.toThrow(message);
    await expect(tableOf().read(text)).rejects.toThrow(EmptyFile);
  });

  it('is not empty where all its rows are bad', async () => {
    await expect(tableOf().read('item,flag\n7,2\n')).rejects.toThrow(/holds no row that can be read/);
    await expect(tableOf().read('item,flag\n7,2\n')).rejects.not.toThrow(EmptyFile);
  });

  it('lets its columns look at the first thousand rows, the last one of a small file too', async () => {
    const seen: (readonly string[])[] = [];
    const item = Object.assign(new TextColumn(), { settle: (sample: readonly string[]) => void seen.push(sample) });
    const read = async (text: string) =>
      new TableReader(1).read(join(await folderOf({ 't.csv': text }), 't.csv'), { columns: { item }, header: true });
    await read('item,x\n"a\nb",1\n\nbad\nc,2\nd,3');
    await read(`item\n${Array.from({ length: 1500 }, (_, i) => i).join('\n')}`);
    expect(seen[0]).toEqual(['a\nb', 'c', 'd']);
    expect(seen[1]).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)));
  });

  it('is refused where a column can hold no more, with its place', async () => {
    const full = () => {
      throw new InputError('more than 2 GiB of texts', {}, 'shorter texts');
    };
    for (const fault of [{ read: full }, { flush: full }]) {
      const item = Object.assign(new TextColumn(), fault);
      await expect(tableOf().read('sku,flag\n7,1\n', { columns: { item }, names: { item: 'sku' } })).rejects.toThrow(
        /t\.csv, column "sku": more than 2 GiB of texts\n {2}expected: shorter texts$/,
      );
    }
  });

  it('may have texts of any length up to a line of 2 MB', async () => {
    const { read, rows } = tableOf();
    const long = 'x'.repeat(1_500_000);
    await read(`item,flag\n${long},1\n7,0\n`);
    expect(rows()).toEqual([
      [long, 1],
      ['7', 0],
    ]);
    await expect(read(`item,flag\n7,0\n${'x'.repeat(3_200_000)},1\n`)).rejects.toThrow(
      /line 3: a line is longer than 2 MB/,
    );
  });
});
