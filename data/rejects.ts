import { rename, rm } from 'node:fs/promises';
import type { Reject } from './dataset.js';
import { createTable, sqlText, withDuckDB } from './duckdb.js';

/**
 * Writes rejects as a Parquet file with the columns `file, line, rule, reason, text`, in the order given.
 *
 * The file appears whole or not at all: it is written under a temporary name beside `path` and renamed.
 */
export async function writeRejects(path: string, rejects: readonly Reject[]): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    await withDuckDB(async (db) => {
      await createTable(db, 'rejected', {
        file: rejects.map(({ file }) => file),
        line: Int32Array.from(rejects, ({ line }) => line),
        rule: rejects.map(({ rule }) => rule),
        reason: rejects.map(({ reason }) => reason),
        text: rejects.map(({ text }) => text),
      });
      await db.run(`COPY rejected TO ${sqlText(unfinished)} (FORMAT parquet)`);
    });
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}
