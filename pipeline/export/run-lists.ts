import { join } from 'node:path';
import {
  type EventLog,
  type ExportedLists,
  type Id,
  type Ids,
  type ItemCategories,
  idCount,
  idsOf,
  readColumns,
  sqlPath,
  withDuckDB,
} from '../../data/index.js';
import type { Run } from '../files/run-folder.js';

/** Reads the lists of a finished run's models from its folder, one model at a time. */
export async function* runLists({ folder, leaderboard }: Run, clock: EventLog['clock']): AsyncGenerator<ExportedLists> {
  const items = await idsIn(`SELECT itemid FROM ${sqlPath(join(folder, 'items.parquet'))} ORDER BY item`);
  const asked = `FROM ${sqlPath(join(folder, 'queries.parquet'))} ORDER BY query`;
  const visitor = await idsIn(`SELECT visitorid ${asked}`);
  const { time } = await withDuckDB((db) => readColumns(db, `SELECT time ${asked}`, { time: 'double' }));
  for (const { model } of leaderboard.models) {
    const file = sqlPath(join(folder, 'predictions', `${model}.parquet`));
    const sql = `SELECT query, rank, item, score FROM ${file} ORDER BY query, rank`;
    const listed = await withDuckDB((db) =>
      readColumns(db, sql, { query: 'int', rank: 'int', item: 'int', score: 'double' }),
    );
    yield { model, queries: { visitor, time, clock }, items, ...listed };
  }
}

/** Reads the categories of train's items, as the models of a finished run knew them; undefined if they knew none. */
export async function runCategories({ folder }: Run): Promise<ItemCategories | undefined> {
  const known = `FROM ${sqlPath(join(folder, 'items.parquet'))} WHERE category::VARCHAR <> if(typeof(category) = 'VARCHAR', '', '-1') ORDER BY item`;
  const item = await idsIn(`SELECT itemid ${known}`);
  const category = await idsIn(`SELECT category ${known}`);
  return idCount(item) === 0 ? undefined : { item, category };
}

const idsIn = (sql: string): Promise<Ids> =>
  withDuckDB(async (db) => idsOf(((await db.runAndReadAll(sql)).getColumns()[0] ?? []) as Id[]));
