import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { readColumns, sqlPath, withDuckDB } from '../duckdb.js';
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

it('gives back text of few and of many kinds', async () => {
  for (const kinds of [1, 2, 300, 20_000]) {
    const labels = Array.from({ length: kinds }, (_, i) => `label ${i}`);
    const codes = Int32Array.from({ length: 30_000 }, () => random.int(kinds));
    const { rows } = await written([{ row: Int32Array.from(codes.keys()), code: codes, text: { codes, labels } }]);
    expect(await rows("SELECT count(*) FILTER (text = 'label ' || code) FROM $rows")).toEqual([['30000']]);
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
