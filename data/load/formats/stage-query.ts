import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlPath, sqlText, withDuckDB } from '../../duckdb.js';
import { InputError } from '../../errors.js';
import { lineColumn, type StagedTable, stagedPath } from './staged-table.js';

const csv = "(FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')";

/** Quotes a name as an SQL identifier. */
const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Stages a Parquet file.
 * @param scratch a folder for the copy, which the caller removes.
 */
export const stageParquet = (path: string, scratch: string): Promise<StagedTable> =>
  inOurWords(path, 'a whole Parquet file', (db) =>
    stageQuery(
      db,
      `SELECT file_row_number + 1 AS "${lineColumn}", * EXCLUDE (file_row_number)
        FROM read_parquet(${sqlPath(path)}, file_row_number = true, hive_partitioning = true)`,
      scratch,
    ),
  );

/** Stages the result of a user's query, in which names of files are relative to a folder. */
export const stageSql = (sql: string, folder: string, scratch: string): Promise<StagedTable> =>
  inOurWords(folder, 'a query that DuckDB can run on the files of the folder', async (db) => {
    await db.run(`SET file_search_path = ${sqlText(folder)}`);
    return stageQuery(
      db,
      `SELECT row_number() OVER () AS "${lineColumn}", * FROM (${sql.replace(/;\s*$/, '')})`,
      scratch,
    );
  });

async function stageQuery(db: DuckDBConnection, query: string, scratch: string): Promise<StagedTable> {
  const described = await db.runAndReadAll(`DESCRIBE ${query}`);
  const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const values = columns.map(({ name, type }) => `${written(sqlName(name), type)} AS ${sqlName(name)}`);
  const path = stagedPath(scratch);
  await db.run(`COPY (SELECT ${values.join(', ')} FROM (${query})) TO ${sqlText(path)} ${csv}`);
  return { path, timed: columns.filter(({ type }) => isTime(type)).map(({ name }) => name), bad: [] };
}

const isTime = (type: string) => /^(TIMESTAMP|DATE)/.test(type);

/** A column as it is written: times in milliseconds, whole numbers in a column of doubles in all their digits. */
function written(column: string, type: string): string {
  if (isTime(type)) return `epoch_ms(${column})`;
  if (type !== 'DOUBLE' && type !== 'FLOAT') return column;
  const isWhole = `${column} = trunc(${column}) AND abs(${column}) < 1e38`;
  return `CASE WHEN ${isWhole} THEN CAST(CAST(${column} AS HUGEINT) AS VARCHAR) ELSE CAST(${column} AS VARCHAR) END`;
}

/** Calls `stage` with a database, and turns DuckDB's refusal of a file or a query into an error of ours. */
async function inOurWords<T>(path: string, expected: string, stage: (db: DuckDBConnection) => Promise<T>): Promise<T> {
  try {
    return await withDuckDB(stage);
  } catch (error) {
    const [message] = (error as Error).message.split('\n');
    throw new InputError(`cannot be read: ${message}`, { file: path }, expected);
  }
}
