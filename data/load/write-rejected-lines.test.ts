import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlText, withDuckDB } from '../duckdb.js';
import { writeRejectedLines } from './write-rejected-lines.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rejects-'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = (path: string) =>
  withDuckDB(async (db) => (await db.runAndReadAll(`SELECT * FROM ${sqlText(path)}`)).getRowObjects());

describe('writeRejects', () => {
  const rejects = [
    { file: 'events.csv', line: 7, rule: 'bad-row', reason: 'itemid is empty', text: '1433221332117,1,view,,' },
    { file: 'events.csv', line: 3, rule: 'duplicate', reason: 'as line 2', text: `it's "quoted", ü` },
  ];

  it('writes what a reader of Parquet reads back, in order', async () => {
    const path = join(folder, 'rejected.parquet');
    await writeRejectedLines(path, rejects);
    expect(await read(path)).toEqual(rejects);
  });

  it('writes a table without rows where nothing was rejected', async () => {
    const path = join(folder, 'none.parquet');
    await writeRejectedLines(path, []);
    expect(await read(path)).toEqual([]);
  });
});
