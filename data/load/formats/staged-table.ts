import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import picomatch from 'picomatch';
import { didYouMean } from '../../did-you-mean.js';
import { sqlPath, sqlText, withDuckDB } from '../../duckdb.js';
import { InputError } from '../../errors.js';

/** A table written as CSV for the reader of tables. */
export interface StagedTable {
  readonly path: string;
  /** Columns that hold times in ISO 8601, because the original has a type for times; where that type has a zone, they end in `Z`. */
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

/** The path of a new file in the folder for temporary files. */
export const newPath = (scratch: string): string => join(scratch, `staged-${staged++}.csv`);

/**
 * Stages a Parquet file.
 * @param scratch a folder for the copy, which the caller removes.
 * @param rows the number of its first rows to stage; all by default.
 */
export const stageParquet = (path: string, scratch: string, rows?: number): Promise<StagedTable> =>
  inOurWords(path, () =>
    withDuckDB((db) =>
      stageQuery(
        db,
        `SELECT file_row_number + 1 AS "${lineColumn}", * EXCLUDE (file_row_number)
          FROM read_parquet(${sqlPath(path)}, file_row_number = true, hive_partitioning = false)${rows === undefined ? '' : ` LIMIT ${rows}`}`,
        scratch,
      ),
    ),
  );

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
  const isTime = (type: string) => /^(TIMESTAMP|DATE)/.test(type);
  const values = columns.map(({ name, type }) =>
    isTime(type) ? `${isoTime(sqlName(name), type)} AS ${sqlName(name)}` : sqlName(name),
  );
  const path = newPath(scratch);
  await db.run(`COPY (SELECT ${values.join(', ')} FROM (${query})) TO ${sqlText(path)} ${csv}`);
  return { path, timed: columns.filter(({ type }) => isTime(type)).map(({ name }) => name), bad: [] };
}

/** A column of times as text in ISO 8601. */
const isoTime = (column: string, type: string): string => {
  const utc = type.endsWith('WITH TIME ZONE') ? `make_timestamp(epoch_us(${column}))` : `${column}::TIMESTAMP`;
  return `strftime(${utc}, '%Y-%m-%dT%H:%M:%S.%g${type.endsWith('WITH TIME ZONE') ? 'Z' : ''}')`;
};

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
      await assertFields(db, path, columns, each);
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

/** Lines in which the names of fields are looked for. */
const fieldLines = 1000;

/** @throws InputError naming all fields that no line has, each with the nearest that there is. */
async function assertFields(
  db: DuckDBConnection,
  path: string,
  columns: readonly string[],
  each: string | undefined,
): Promise<void> {
  const lines = (await db.runAndReadAll(`SELECT text FROM line WHERE text IS NOT NULL LIMIT ${fieldLines}`)).getRows();
  const known = new Set(lines.flatMap(([text]) => fieldsOf(String(text), each)));
  const wanted = [...columns, ...(each === undefined ? [] : [each])].filter((name) => !known.has(name));
  const missing: string[] = [];
  for (const name of known.size === 0 ? [] : wanted) {
    const [parent, field] =
      each !== undefined && name.startsWith(`${each}.`) ? [`${each}"[*]."`, name.slice(each.length + 1)] : ['', name];
    const at = sqlText(`$."${parent}${field.split('.').join('"."')}"`);
    const isIn = `len(json_extract(text, ${at})) > 0`;
    const isThere = parent === '' ? `json_exists(text, ${at})` : isIn;
    const found = await db.runAndReadAll(`SELECT count(*) FROM line WHERE coalesce(try(${isThere}), false)`);
    if (Number(found.getRows()[0]![0]) === 0) missing.push(name);
  }
  if (missing.length === 0) return;
  const named = missing.map((name) => {
    const nearest = didYouMean(name, [...known]).trim();
    return nearest === '' ? `"${name}"` : `"${name}" (${nearest})`;
  });
  throw new InputError(`no line has the field ${named.join(', ')}`, { file: path }, [...known].slice(0, 50).join(', '));
}

/** The names of the fields of an object, and of those within them as `a.b`; of a list those of its entries, if it is `each`. */
export function fieldsOf(text: string, each: string | undefined): string[] {
  const below = (value: unknown, name: string): string[] => {
    const entry = name === each && Array.isArray(value) ? value[0] : value;
    const inner = isRecord(entry)
      ? Object.entries(entry).flatMap(([key, of]) => below(of, name === '' ? key : `${name}.${key}`))
      : [];
    return name === '' ? inner : [name, ...inner];
  };
  try {
    return below(JSON.parse(text), '');
  } catch {
    return []; // a bad line, which is set aside as such
  }
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
