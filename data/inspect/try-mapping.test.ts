import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { iso, table } from '../../testing/inspected-shop.js';
import { sqlText, withDuckDB } from '../duckdb.js';
import { tryMapping } from './try-mapping.js';

const columns = { visitor: 'user', item: 'item', time: 'time' };
const text = table('user,item,time', ({ visitor, item, time }) => [visitor, item, iso(time)].join());

describe('a trial of a mapping', () => {
  it('reads files of few bytes as a whole, with the rows that it cannot read', async () => {
    const folder = await folderOf({ 'a.csv': `${text}7,,2024-03-01\n` });
    const { dataset, partBytes } = await tryMapping(folder, ['a.csv'], { mapping: { sources: [{ columns }] } });
    expect([dataset!.log.time.length, dataset!.rejects.length, partBytes]).toEqual([400, 1, undefined]);
  });

  it('reads of many bytes the first part of each file, to the end of a line', async () => {
    const folder = await folderOf({ 'a.csv': text, 'day=1/b.csv.gz': gzipSync(text) });
    await withDuckDB((db) =>
      db.run(`COPY (SELECT i % 9 AS "user", 7 AS item, make_timestamp(1709280000000000 + i * 1000000) AS time FROM range(400) t(i))
        TO ${sqlText(`${folder}/c.parquet`)} (FORMAT parquet)`),
    );
    const files = ['a.csv', 'day=1/b.csv.gz', 'c.parquet'];
    const { dataset, partBytes } = await tryMapping(folder, files, { mapping: { sources: [{ columns }] } }, 9000);
    const rows = dataset!.eventRows.map(({ rows }) => rows);
    expect(rows.map((count) => count > 20 && count < 100)).toEqual([true, true, true]);
    expect([dataset!.rejects, partBytes]).toEqual([[], 9000]);
  });

  it('tells why it cannot read the files, by the names that they have', async () => {
    const folder = await folderOf({ 'a.csv': text });
    const mapping = { sources: [{ columns: { ...columns, item: 'sku' } }] };
    const { dataset, failure } = await tryMapping(folder, ['a.csv'], { mapping }, 1000);
    expect(dataset).toBeUndefined();
    expect(failure).toContain(`${folder}/a.csv, line 1: has no column "sku"`);
  });
});
