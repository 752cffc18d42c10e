import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlPath } from '../duckdb.js';
import { InputError } from '../errors.js';

/** How a file's text is written in bytes. */
export type Encoding = 'utf-8' | 'latin-1';

/**
 * SQL of a file's lines as a one-column relation, empty lines NULL. The delimiter is one that no text has (ASCII's unit separator).
 * Quotes mean nothing here.
 */
export const linesOf = (path: string, encoding: Encoding = 'utf-8') =>
  `(SELECT line AS text FROM read_csv(${sqlPath(path)}, auto_detect = false, header = false, delim = '\x1f', quote = '',
    escape = '', encoding = '${encoding}', compression = '${path.endsWith('.gz') ? 'gzip' : 'none'}', columns = { line: 'VARCHAR' }))`;

/** The first number in a column (from 1) of a tab-separated file, in quotes or not; undefined where there is none. */
export async function firstNumber(db: DuckDBConnection, path: string, column: number): Promise<number | undefined> {
  const field = `replace(string_split(text, '\t')[${column}], '"', '')`;
  const sql = `SELECT try_cast(${field} AS DOUBLE) AS number FROM ${linesOf(path)} WHERE number IS NOT NULL LIMIT 1`;
  const rows = await reading(path, () => db.runAndReadAll(sql));
  return rows.getRows()[0]?.[0] as number | undefined;
}

/** Runs a read of a file; what DuckDB cannot even cut into lines becomes an error of ours. */
export async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { message } = error as Error;
    const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
    const place = { file: path, ...(line ? { line: Number(line) } : {}) };
    if (/not utf-8/i.test(message)) throw new InputError('is not UTF-8 text', place, 'UTF-8');
    if (/invalid state/i.test(message)) throw new InputError('mixes line endings', place, 'LF or CRLF throughout');
    if (/maximum line size/i.test(message)) throw new InputError('a line is longer than 2 MB', place, 'a text table');
    if (/Columns: 1 Found/i.test(message))
      throw new InputError('holds the control character 0x1F', place, 'a text table');
    throw error;
  }
}
