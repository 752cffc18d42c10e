import { resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import picomatch from 'picomatch';
import { sqlPath, sqlText, withDuckDB } from '../../duckdb.js';
import { InputError } from '../../errors.js';
import { lineColumn, type StagedTable, stagedPath } from './staged-table.js';

const csv = "(FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')";

/** Quotes a name as an SQL identifier. */
const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Stages a Parquet file.
 * @param scratch a folder for the copy, which the caller removes.
 * @param rows the number of its first rows to stage; all by default.
 */
export const stageParquet = (path: string, scratch: string, rows?: number): Promise<StagedTable> =>
  withDuckDB((db) =>
    stageQuery(
      db,
      `SELECT file_row_number + 1 AS "${lineColumn}", * EXCLUDE (file_row_number)
        FROM read_parquet(${sqlPath(path)}, file_row_number = true, hive_partitioning = false)${rows === undefined ? '' : ` LIMIT ${rows}`}`,
      scratch,
    ),
  ).catch((error: Error) => {
    const [message] = error.message.split('\n');
    throw new InputError(`cannot be read: ${message}`, { file: path }, 'a whole Parquet file');
  });

/**
 * Stages the result of a user's query over the files of a folder, which are named relative to it. The query can read nothing else: a
 * result must not depend on what is not known to have changed.
 * @param names the files of the folder.
 * @throws InputError with DuckDB's reason for a query that cannot be run.
 */
export const stageSql = (
  sql: string,
  { folder, names, scratch }: { readonly folder: string; readonly names: readonly string[]; readonly scratch: string },
): Promise<StagedTable> =>
  withDuckDB(async (db) => {
    const folders = [resolve(folder), resolve(scratch)].map(sqlText).join();
    // With one thread rows of equal times always come in the same order.
    await db.run(`SET threads = 1; SET allowed_directories = [${folders}]; SET enable_external_access = false`);
    const query = withPaths(sql.replace(/;\s*$/, ''), folder, names);
    return stageQuery(db, `SELECT row_number() OVER () AS "${lineColumn}", * FROM (${query}\n)`, scratch);
  }).catch((error: Error) => {
    const [message, ...more] = error.message.split('\n').filter((line) => line !== '');
    const candidates = more.find((line) => line.startsWith('Candidate bindings'));
    throw new InputError(
      `the mapping’s query cannot be run: ${[message, candidates].filter(Boolean).join('; ')}`,
      { file: folder },
      `a SELECT in DuckDB’s SQL over files of this folder: ${names.slice(0, 20).map(sqlText).join(', ')}`,
    );
  });

/** A query with whole paths in the place of the texts that are names of files, or patterns of such. */
function withPaths(sql: string, folder: string, names: readonly string[]): string {
  return sql.replace(/'((?:[^']|'')+)'/g, (text, quoted: string) => {
    const name = quoted.replaceAll("''", "'");
    if (names.includes(name)) return sqlPath(resolve(folder, name));
    return /[*?[]/.test(name) && names.some((file) => picomatch.isMatch(file, name))
      ? sqlText(resolve(folder, name))
      : text;
  });
}

async function stageQuery(db: DuckDBConnection, query: string, scratch: string): Promise<StagedTable> {
  const described = await db.runAndReadAll(`DESCRIBE ${query}`);
  const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const values = columns.map(({ name, type }) => `${written(sqlName(name), type)} AS ${sqlName(name)}`);
  const path = stagedPath(scratch);
  await db.run(`COPY (SELECT ${values.join(', ')} FROM (${query})) TO ${sqlText(path)} ${csv}`);
  const having = (is: (type: string) => boolean) => columns.filter(({ type }) => is(type)).map(({ name }) => name);
  return { path, timed: having(isTime), numbers: having(isNumber), bad: [] };
}

const isTime = (type: string) => /^(TIMESTAMP|DATE)/.test(type);
const isNumber = (type: string) => /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL|FLOAT|DOUBLE)/.test(type);

/** A column as it is written: times in ISO 8601, whole numbers in a column of doubles in all their digits. */
function written(column: string, type: string): string {
  if (isTime(type)) {
    const isZoned = type.endsWith('WITH TIME ZONE');
    const utc = isZoned ? `make_timestamp(epoch_us(${column}))` : `${column}::TIMESTAMP`;
    return `strftime(${utc}, '%Y-%m-%dT%H:%M:%S.%g${isZoned ? 'Z' : ''}')`;
  }
  if (type !== 'DOUBLE' && type !== 'FLOAT') return column;
  const isWhole = `${column} = trunc(${column}) AND abs(${column}) < 1e38`;
  return `CASE WHEN ${isWhole} THEN CAST(CAST(${column} AS HUGEINT) AS VARCHAR) ELSE CAST(${column} AS VARCHAR) END`;
}
