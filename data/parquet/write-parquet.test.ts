import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { readColumns, sqlPath, withDuckDB } from '../duckdb.js';
import { type Id, idsOf } from '../ids.js';
import { seededRandom } from '../random.js';
import { type ParquetColumns, writeParquet } from './write-parquet.js';

/** Writes blocks and gives what DuckDB, a reader by others, makes of `sql` on them. */
async function written(blocks: Iterable<ParquetColumns>) {
  const path = join(await folderOf({}), 'rows.parquet');
  await writeParquet(path, blocks);
  const rows = (sql: string) =>
    withDuckDB(async (db) =>
      (await db.runAndReadAll(sql.replace('$rows', `read_parquet(${sqlPath(path)})`))).getRowsJson(),
    );
  return { path, rows };
}

it('writes whole numbers, doubles and text, block after block', async () => {
  const { rows } = await written([
    {
      query: Int32Array.of(7, -2),
      value: Float64Array.of(0.5, Number.NaN),
      stage: { codes: Uint8Array.of(1, 0), labels: ['new', 'it’s “seen”'] },
    },
    {
      query: Int32Array.of(3),
      value: Float64Array.of(-1e300),
      stage: { codes: Uint8Array.of(2), labels: ['', '', 'new'] },
    },
  ]);
  expect(await rows('SELECT query, value::VARCHAR, stage FROM $rows')).toEqual([
    [7, '0.5', 'it’s “seen”'],
    [-2, 'nan', 'new'],
    [3, '-1e+300', 'new'],
  ]);
  expect(await rows('SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM $rows)')).toEqual([
    ['query', 'INTEGER'],
    ['value', 'DOUBLE'],
    ['stage', 'VARCHAR'],
  ]);
});

it('says who wrote it, requires every value, and holds no statistics', async () => {
  const { path, rows } = await written([{ query: Int32Array.of(7), text: ['new'] }]);
  const about = (table: string, what: string) => rows(`SELECT DISTINCT ${what} FROM ${table}(${sqlPath(path)})`);
  expect(await about('parquet_file_metadata', 'created_by')).toEqual([['retail-recsys']]);
  expect(await about('parquet_schema', 'name, repetition_type')).toEqual(
    expect.arrayContaining([
      ['query', 'REQUIRED'],
      ['text', 'REQUIRED'],
    ]),
  );
  expect(await about('parquet_metadata', 'stats_min_value')).toEqual([[null]]);
});

it('writes text that is not repeated as it stands', async () => {
  const text = ['one', 'two, “three”', '', 'four'];
  const { rows } = await written([{ text }, { text: ['five'] }]);
  expect(await rows('SELECT text FROM $rows')).toEqual([...text, 'five'].map((one) => [one]));
});

it('writes a shop’s ids as whole numbers, or as texts where any of them is one, and marks where there is none', async () => {
  const codes = Int32Array.of(1, -1, 0);
  const shop = (...list: readonly Id[]) => ({ codes, ids: idsOf(list) });
  const { rows } = await written([
    { number: shop(7, 2 ** 31 - 1), text: shop(7, '2053013555631882655') },
    { number: shop(0, 1), text: shop('é “1”', '') },
  ]);
  expect(await rows('SELECT number, text FROM $rows')).toEqual([
    [2 ** 31 - 1, '2053013555631882655'],
    [-1, ''],
    [7, '7'],
    [1, ''],
    [-1, ''],
    [0, 'é “1”'],
  ]);
  expect(await rows('SELECT column_type FROM (DESCRIBE SELECT * FROM $rows)')).toEqual([['INTEGER'], ['VARCHAR']]);
});

it('writes columns without rows', async () => {
  const { rows } = await written([{ query: new Int32Array(0), stage: { codes: new Uint8Array(0), labels: [] } }]);
  expect(await rows('SELECT * FROM $rows')).toEqual([]);
});

const random = seededRandom(4);
const lengths = [1, 2, 8, 31, 32, 33, 128, 129, 130, 1000, 4097, 300_000];
const ints = {
  constant: () => 5,
  ascending: (i: number) => i,
  repeated: (i: number) => Math.floor(i / 50),
  small: () => random.int(6),
  wild: () => random.int(0xffff_ffff) | 0,
  ends: (i: number) => (i % 2 ? -0x8000_0000 : 0x7fff_ffff),
};
const doubles = {
  constant: () => 0.1,
  zeros: (i: number) => (i % 3 ? 0 : -0),
  few: () => random.int(40) / 7,
  many: () => random.normal(),
  'many after few': (i: number) => (i < 2000 ? random.int(5) / 7 : random.float()),
};

it.each(Object.entries(ints))('gives back whole numbers that are %s', async (_, draw) => {
  for (const length of lengths) {
    const value = Int32Array.from({ length }, (_, i) => draw(i));
    const { path } = await written([{ value }]);
    const back = await withDuckDB((db) => readColumns(db, `SELECT value FROM ${sqlPath(path)}`, { value: 'int' }));
    expect(Buffer.compare(Buffer.from(back.value.buffer), Buffer.from(value.buffer))).toBe(0);
  }
});

it.each(Object.entries(doubles))('gives back doubles that are %s, bit for bit', async (_, draw) => {
  for (const length of lengths) {
    const value = Float64Array.from({ length }, (_, i) => draw(i));
    const step = 1500;
    const blocks = Array.from({ length: Math.ceil(length / step) }, (_, b) => ({
      value: value.subarray(b * step, (b + 1) * step),
    }));
    const { path } = await written(blocks);
    const back = await withDuckDB((db) => readColumns(db, `SELECT value FROM ${sqlPath(path)}`, { value: 'double' }));
    expect(Buffer.compare(Buffer.from(back.value.buffer), Buffer.from(value.buffer))).toBe(0);
  }
});

it('splits many rows into groups, whether they come in one block or in many', async () => {
  const length = 300_000;
  const value = Int32Array.from({ length }, (_, i) => i);
  const text = { codes: value.map((at) => at % 7), labels: [...'abcdefg'] };
  const one = [{ value, text }];
  const many = Array.from({ length: 100 }, (_, b) => {
    const [from, to] = [b * 3000, (b + 1) * 3000];
    return { value: value.subarray(from, to), text: { ...text, codes: text.codes.subarray(from, to) } };
  });
  const exact = [
    [0, 131_072],
    [131_072, length],
  ].map(([from, to]) => ({ value: value.subarray(from, to), text: { ...text, codes: text.codes.subarray(from, to) } }));
  for (const [blocks, sizes] of [
    [one, [150_000, 150_000]],
    [many, [132_000, 132_000, 36_000]],
    [exact, [131_072, 168_928]],
  ] as const) {
    const { path, rows } = await written(blocks);
    const groups = `SELECT DISTINCT row_group_id, row_group_num_rows::INTEGER FROM parquet_metadata(${sqlPath(path)}) ORDER BY 1`;
    expect((await rows(groups)).map(([, size]) => size)).toEqual(sizes);
    const inPlace = 'value = file_row_number AND text = chr(97 + value % 7)';
    const file = `read_parquet(${sqlPath(path)}, file_row_number = true)`;
    expect(await rows(`SELECT count(*) FILTER (${inPlace}) FROM ${file}`)).toEqual([[String(length)]]);
  }
});

it('leaves the file that was there when a block has columns of different length', async () => {
  const path = join(await folderOf({ 'rows.parquet': 'earlier' }), 'rows.parquet');
  const broken = { query: Int32Array.of(1, 2), value: Float64Array.of(1) };
  await expect(writeParquet(path, [broken])).rejects.toThrow('same length');
  expect(await readFile(path, 'utf8')).toBe('earlier');
});

it('gives back text of few and of many kinds', async () => {
  for (const [kinds, length] of [
    [1, 1],
    [1, 5],
    [1, 30_000],
    [2, 3],
    [2, 30_000],
    [300, 30_000],
    [20_000, 30_000],
  ] as const) {
    const labels = Array.from({ length: kinds }, (_, i) => `label ${i}`);
    const codes = Int32Array.from({ length }, () => random.int(kinds));
    const { rows } = await written([{ row: Int32Array.from(codes.keys()), code: codes, text: { codes, labels } }]);
    expect(await rows("SELECT count(*) FILTER (text = 'label ' || code) FROM $rows")).toEqual([[String(length)]]);
  }
});

it('takes few bytes for ids in order and for values that repeat', async () => {
  const length = 100_000;
  const { path } = await written([
    {
      query: Int32Array.from({ length }, (_, i) => Math.floor(i / 50)),
      hit: Float64Array.from({ length }, (_, i) => (i % 5 ? 0 : 1)),
      model: { codes: new Uint8Array(length), labels: ['popular'] },
    },
  ]);
  expect((await stat(path)).size).toBeLessThan(length / 2);
});

it('writes ids beyond 32 bits as signed numbers, −1 for none', async () => {
  const numbers = BigInt64Array.of(2n ** 63n - 1n, 7n);
  const { rows } = await written([
    { order: { codes: Int32Array.of(1, -1), numbers } },
    { order: { codes: Int32Array.of(0), numbers } },
  ]);
  expect(await rows('SELECT "order"::VARCHAR, typeof("order") FROM $rows')).toEqual([
    ['7', 'BIGINT'],
    ['-1', 'BIGINT'],
    ['9223372036854775807', 'BIGINT'],
  ]);
});

it('writes moments as timestamps in UTC, to the millisecond', async () => {
  const moments = Array.from({ length: 1000 }, () => random.int(2 ** 31) * 1000 + random.int(1000));
  const { rows } = await written([{ time: { milliseconds: Float64Array.from([-1, 0, ...moments]) } }]);
  const found = await rows('SELECT epoch_ms(time)::DOUBLE, typeof(time) FROM $rows');
  expect(found).toEqual([-1, 0, ...moments].map((moment) => [moment, 'TIMESTAMP WITH TIME ZONE']));
});
