import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlPath, sqlText, withDuckDB } from '../../duckdb.js';
import { InputError } from '../../errors.js';

/** A table written as CSV for the reader of tables. */
export interface StagedTable {
  readonly path: string;
  /** Columns that hold times as milliseconds since 1970, because the original has a type for times. */
  readonly timed: readonly string[];
  /** Lines of the original that could not be turned into rows, from 1. */
  readonly bad: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

/** The column of a staged table that holds the line or row of the original, from 1. */
export const lineColumn = '#line';

const csv = "(FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')";

/** Quotes a name as an SQL identifier. */
const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

let staged = 0;
const newPath = (scratch: string): string => join(scratch, `staged-${staged++}.csv`);

/**
 * Stages a Parquet file.
 * @param scratch a folder for the copy, which the caller removes.
 */
export const stageParquet = (path: string, scratch: string): Promise<StagedTable> =>
  inOurWords(path, () =>
    withDuckDB((db) =>
      stageQuery(
        db,
        `SELECT file_row_number + 1 AS "${lineColumn}", * EXCLUDE (file_row_number)
          FROM read_parquet(${sqlPath(path)}, file_row_number = true, hive_partitioning = true)`,
        scratch,
      ),
    ),
  );

/** Stages the result of a user's query, in which names of files are relative to a folder. */
export const stageSql = (sql: string, folder: string, scratch: string): Promise<StagedTable> =>
  inOurWords(folder, () =>
    withDuckDB(async (db) => {
      await db.run(`SET file_search_path = ${sqlText(folder)}`);
      return stageQuery(
        db,
        `SELECT row_number() OVER () AS "${lineColumn}", * FROM (${sql.replace(/;\s*$/, '')})`,
        scratch,
      );
    }),
  );

async function stageQuery(db: DuckDBConnection, query: string, scratch: string): Promise<StagedTable> {
  const described = await db.runAndReadAll(`DESCRIBE ${query}`);
  const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const isTime = (type: string) => /^(TIMESTAMP|DATE)/.test(type);
  const values = columns.map(({ name, type }) =>
    isTime(type) ? `epoch_ms(${sqlName(name)}) AS ${sqlName(name)}` : sqlName(name),
  );
  const path = newPath(scratch);
  await db.run(`COPY (SELECT ${values.join(', ')} FROM (${query})) TO ${sqlText(path)} ${csv}`);
  return { path, timed: columns.filter(({ type }) => isTime(type)).map(({ name }) => name), bad: [] };
}

/** U+10FFFF is not a character: as the delimiter of lines read whole it never occurs in them. */
const noDelimiter = '\u{10FFFF}';

/**
 * Stages a file of JSON lines, an object each, packed or not by its name.
 * @param columns names of fields, `a.b` for a field within a field.
 * @param each the name of a list in each object: its entries become the rows. Columns that begin with it are fields of an entry.
 */
export const stageJsonLines = (
  path: string,
  columns: readonly string[],
  each: string | undefined,
  scratch: string,
): Promise<StagedTable> =>
  inOurWords(path, () =>
    withDuckDB(async (db) => {
      await db.run(`CREATE TABLE line AS SELECT * FROM read_csv(${sqlPath(path)}, auto_detect = false, header = false,
        delim = '${noDelimiter}', quote = '', escape = '', max_line_size = 8388608, compression = '${packingOf(path)}',
        columns = { text: 'VARCHAR' })`);
      const isObject = "json_valid(text) AND json_type(text) = 'OBJECT'";
      const wrong = await db.runAndReadAll(
        `SELECT rowid, text FROM line WHERE text IS NOT NULL AND NOT coalesce(try(${isObject}), false) ORDER BY rowid`,
      );
      const isOfEntry = (name: string) => each !== undefined && name.startsWith(`${each}.`);
      const value = (name: string) =>
        isOfEntry(name)
          ? `json_extract_string(entry, ${jsonPath(name.slice(each!.length + 1))})`
          : `json_extract_string(text, ${jsonPath(name)})`;
      const entries = each === undefined ? '' : `, unnest(json_extract(text, ${sqlText(`$."${each}"[*]`)})) AS entry`;
      const out = newPath(scratch);
      await db.run(`COPY (
        SELECT rowid + 1 AS "${lineColumn}", ${columns.map((name) => `${value(name)} AS ${sqlName(name)}`).join(', ')}
        FROM (SELECT rowid, text${entries} FROM line WHERE text IS NOT NULL AND coalesce(try(${isObject}), false) ORDER BY rowid)
      ) TO ${sqlText(out)} ${csv}`);
      const bad = wrong
        .getRows()
        .map(([row, text]) => ({ line: Number(row) + 1, text: String(text), reason: 'is no JSON object' }));
      return { path: out, timed: [], bad };
    }),
  );

const jsonPath = (name: string): string =>
  sqlText(
    `$${name
      .split('.')
      .map((part) => `."${part.replaceAll('"', '\\"')}"`)
      .join('')}`,
  );

const packingOf = (path: string): string => (path.endsWith('.gz') ? 'gzip' : path.endsWith('.zst') ? 'zstd' : 'none');

/** Turns DuckDB's refusal of a file or a query into an error of ours. */
async function inOurWords<T>(path: string, stage: () => Promise<T>): Promise<T> {
  try {
    return await stage();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const [message] = (error as Error).message.split('\n');
    throw new InputError(`cannot be read: ${message}`, { file: path }, 'a whole file of its format');
  }
}
