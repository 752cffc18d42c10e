import { sqlText, withDuckDB } from '../data/index.js';

/** The rows of a staged table as DuckDB reads them, all texts, without the names. */
export const stagedRows = (path: string) =>
  withDuckDB(async (db) => {
    const sql = `SELECT * FROM read_csv(${sqlText(path)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', parallel = false)`;
    return (await db.runAndReadAll(sql)).getRowsJson();
  });
