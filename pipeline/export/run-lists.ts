import { join } from 'node:path';
import {
  type EventLog,
  type ExportedLists,
  type Id,
  type Ids,
  type ItemCategories,
  idCount,
  idsOf,
  type JointQueries,
  type JointTargets,
  readColumns,
  sessionBound,
  sqlPath,
  sqlText,
  withDuckDB,
} from '../../data/index.js';
import { jointKinds } from '../../evaluation/index.js';
import type { Run } from '../files/run-folder.js';

/**
 * Reads the lists of a finished run's models from its folder, one model at a time.
 * @param log the run's log, as it is exported.
 */
export async function* runLists(run: Run, log: EventLog): AsyncGenerator<ExportedLists> {
  const { folder, leaderboard } = run;
  const items = await idsIn(`SELECT itemid FROM ${sqlPath(join(folder, 'items.parquet'))} ORDER BY item`);
  const asked = `FROM ${sqlPath(join(folder, 'queries.parquet'))} ORDER BY query`;
  const visitor = await idsIn(`SELECT visitorid ${asked}`);
  const { time } = await withDuckDB((db) => readColumns(db, `SELECT time ${asked}`, { time: 'double' }));
  const joint = await jointQueries(run, log);
  const queries = { visitor, time, clock: log.clock, ...(joint && { joint }) };
  for (const { model } of leaderboard.models) {
    const file = sqlPath(join(folder, 'predictions', `${model}.parquet`));
    const sql = `SELECT query, rank, item, score FROM ${file} ORDER BY query, rank`;
    const listed = await withDuckDB((db) =>
      readColumns(db, sql, { query: 'int', rank: 'int', item: 'int', score: 'double' }),
    );
    yield { model, queries, items, ...listed };
  }
}

/** Reads the targets of a finished run of P-joint; undefined for one of another protocol. */
export async function runTargets(run: Run, log: EventLog): Promise<JointTargets | undefined> {
  const joint = await jointQueries(run, log);
  if (!joint) return undefined;
  const items = await idsIn(`SELECT itemid FROM ${sqlPath(join(run.folder, 'items.parquet'))} ORDER BY item`);
  const sql = `SELECT query, item FROM ${sqlPath(join(run.folder, 'targets.parquet'))} ORDER BY query, item`;
  return { ...joint, items, ...(await withDuckDB((db) => readColumns(db, sql, { query: 'int', item: 'int' }))) };
}

async function jointQueries({ folder, leaderboard }: Run, log: EventLog): Promise<JointQueries | undefined> {
  if (leaderboard.protocol !== 'joint') return undefined;
  const kinds = `[${jointKinds.map(sqlText)}]`;
  const sql = `SELECT session, list_position(${kinds}, kind) - 1 AS kind FROM ${sqlPath(join(folder, 'queries.parquet'))} ORDER BY query`;
  const { session, kind } = await withDuckDB((db) => readColumns(db, sql, { session: 'int', kind: 'int' }));
  const sessions = log.sessions?.ids ?? Int32Array.from({ length: sessionBound(log) }, (_, number) => number);
  return { session, sessions, kind: Uint8Array.from(kind) };
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
