import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import { stagedRows } from '../../../testing/staged-rows.js';
import { sqlText, withDuckDB } from '../../duckdb.js';
import { stageParquet, stageSql } from './stage-query.js';

describe('Parquet', () => {
  /** A Parquet file with the result of a query. */
  const parquet = async (sql: string) => {
    const folder = await folderOf({});
    await withDuckDB((db) => db.run(`COPY (${sql}) TO ${sqlText(join(folder, 'a.parquet'))} (FORMAT parquet)`));
    return stageParquet(join(folder, 'a.parquet'), folder);
  };

  it.each([
    ['TIMESTAMP', "TIMESTAMP '2019-10-01 12:00:00.007'", '2019-10-01T12:00:00.007'],
    ['TIMESTAMPTZ', "TIMESTAMPTZ '2019-10-01 14:00:00.007+02'", '2019-10-01T12:00:00.007Z'],
    ['TIMESTAMP_NS', "TIMESTAMP_NS '2019-10-01 12:00:00.007999999'", '2019-10-01T12:00:00.007'],
    ['TIMESTAMP_S', "TIMESTAMP_S '2019-10-01 12:00:00'", '2019-10-01T12:00:00.000'],
    ['DATE', "DATE '2019-10-01'", '2019-10-01T00:00:00.000'],
  ])('%s is written in ISO 8601', async (_, value, expected) => {
    const staged = await parquet(`SELECT ${value} AS t, 1 AS a`);
    expect(staged.timed).toEqual(['t']);
    expect(await stagedRows(staged.path)).toEqual([['1', expected, '1']]);
  });

  it('keeps whole numbers and decimals exact, and texts and enumerations as they are', async () => {
    const staged = await parquet(`SELECT * FROM (VALUES
      (9223372036854775807, 18446744073709551615::UBIGINT, 12.50::DECIMAL(9, 2), 'a,"b"
c', 'cart'::ENUM('view', 'cart'), 4005.0::DOUBLE, NULL),
      (1, 2, 0.10, '', 'view', 0.1, 7)) AS v(big, unsigned, price, text, word, double, missing)`);
    expect(await stagedRows(staged.path)).toEqual([
      ['1', '9223372036854775807', '18446744073709551615', '12.50', 'a,"b"\nc', 'cart', '4005', null],
      ['2', '1', '2', '0.10', null, 'view', '0.1', '7'],
    ]);
    expect([staged.timed, staged.numbers]).toEqual([[], ['#line', 'big', 'unsigned', 'price', 'double', 'missing']]);
  });

  it('writes large doubles without an exponent where they are whole', async () => {
    const rows = await stagedRows(
      (await parquet('SELECT 2053013552326770688::DOUBLE AS id, 1569931200007::DOUBLE AS ms, 1e300 AS huge')).path,
    );
    expect(rows).toEqual([['1', '2053013552326770688', '1569931200007', '1e+300']]);
  });

  it('is refused where it is none', async () => {
    const folder = await folderOf({ 'a.parquet': 'no parquet' });
    await expect(stageParquet(join(folder, 'a.parquet'), folder)).rejects.toThrow(/a\.parquet: cannot be read: /);
  });
});

describe('a query', () => {
  it('reads files of the folder by their names alone', async () => {
    const folder = await folderOf({ 'a.csv': 'id,bought\n7,2019-10-01 12:00:00\n', 'b.csv': 'id,name\n7,x\n' });
    const staged = await stageSql("SELECT a.id, bought, name FROM 'a.csv' AS a JOIN 'b.csv' AS b USING (id);", {
      folder,
      names: ['a.csv', 'b.csv'],
      scratch: folder,
    });
    expect(staged.timed).toEqual(['bought']);
    expect(await stagedRows(staged.path)).toEqual([['1', '7', '2019-10-01T12:00:00.000', 'x']]);
  });

  it('is refused with DuckDB’s words', async () => {
    const folder = await folderOf({});
    await expect(stageSql('SELECT nothing FROM nowhere', { folder, names: [], scratch: folder })).rejects.toThrow(
      /query cannot be run: .*nowhere does not exist.*\n {2}expected: a SELECT in DuckDB’s SQL/,
    );
  });
});
