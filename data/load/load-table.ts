import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Reject } from '../dataset.js';
import { sqlText } from '../duckdb.js';
import { InputError } from '../errors.js';
import { explainRow } from './explain-row.js';
import { linesOf, reading } from './lines.js';
import type { TableLayout } from './table-layout.js';

/** A table file as read into DuckDB. */
export interface LoadedTable {
  /** SQL of a relation: the layout's columns of the good rows and `row`, the data row from 0, in order of the file. */
  readonly good: string;
  readonly goodRows: number;
  /** Data rows of the file, bad and empty ones included: line − (2 with a header, 1 without). */
  readonly rows: number;
  readonly rejects: readonly Reject[];
}

/** Fields may stand in quotes; no field here can hold a delimiter or a line break, so taking the quotes off is enough. */
const unquoted = `CASE WHEN contains(text, '"') THEN regexp_replace(text, '"([^"]*)"', '\\1', 'g') ELSE text END`;

/**
 * Reads a table file into a DuckDB table of the given name, checking every field.
 *
 * Lines are read whole and split in SQL, so that each keeps its number and its text whatever is wrong with it.
 * @param maxRejects the share of bad rows up to which they are set aside as rejects.
 * @throws InputError for an empty file, a wrong header, a unit that is off, a quote never closed, or too many bad rows.
 */
export async function loadTable(
  db: DuckDBConnection,
  table: string,
  path: string,
  layout: TableLayout,
  maxRejects: number,
): Promise<LoadedTable> {
  await createChecked(db, table, path, layout);
  const lines = await count(db, `SELECT count(*) FROM ${table}`);
  if (lines === 0) throw new InputError('is empty', { file: path }, firstLine(layout));
  if (layout.header) await checkHeader(db, table, path, layout);
  const skipped = layout.header ? 1 : 0;
  await checkUnits(db, table, path, layout);
  const rejects = await readRejects(db, table, path, layout, maxRejects, lines - skipped);
  const goodRows = await count(db, `SELECT count(*) FROM ${table} WHERE bad IS NULL`);
  if (goodRows === 0) {
    throw new InputError('holds no row that can be read', { file: path }, firstLine(layout));
  }
  const good = `(SELECT * EXCLUDE (bad), (rowid - ${skipped})::INTEGER AS row FROM ${table} WHERE bad IS NULL)`;
  return { good, goodRows, rows: lines - skipped, rejects };
}

/** One row a line, in order: the columns' values, and in `bad` the text of a line that is not right ('' for an empty one). */
async function createChecked(db: DuckDBConnection, table: string, path: string, layout: TableLayout): Promise<void> {
  const columns = Object.entries(layout.columns);
  const field = (i: number) => `field[${i + 1}]`;
  const values = columns.map(([name, type], i) => `${type.value(field(i))} AS "${name}"`);
  const written = columns.map(([name, type], i) => type.written(`"${name}"`, field(i)));
  const delimiter = sqlText(layout.delimiter);
  const right = [
    `len(field) = ${columns.length}`,
    `line = concat_ws(${delimiter}, ${written.join(', ')})`,
    `NOT contains(line, '"')`,
    ...columns.map(([name, type]) => type.valid(`"${name}"`)),
    ...(layout.rule ? [layout.rule.sql] : []),
  ];
  await reading(path, () =>
    db.run(`CREATE TABLE ${table} AS
      SELECT ${columns.map(([name]) => `"${name}"`).join(', ')},
        CASE WHEN coalesce(${right.map((condition) => `(${condition})`).join(' AND ')}, false) THEN NULL
          ELSE coalesce(text, '') END AS bad
      FROM (SELECT *, ${values.join(', ')}
        FROM (SELECT *, string_split(line, ${delimiter}) AS field
          FROM (SELECT text, ${unquoted} AS line FROM ${linesOf(path, layout.encoding)})))`),
  );
}

const firstLine = (layout: TableLayout) =>
  layout.header
    ? `the header ${headerOf(layout)}, then rows`
    : `rows of ${Object.keys(layout.columns).join(layout.delimiter)}`;

const headerOf = (layout: TableLayout) => Object.keys(layout.columns).join(layout.delimiter === '\t' ? '<tab>' : ',');

async function checkHeader(db: DuckDBConnection, table: string, path: string, layout: TableLayout): Promise<void> {
  const result = await db.runAndReadAll(`SELECT bad FROM ${table} WHERE rowid = 0`);
  const text = result.getRows()[0]![0] as string | null;
  const names = Object.keys(layout.columns);
  const found = (text ?? '').replaceAll('"', '').split(layout.delimiter);
  if (text !== null && found.join() === names.join()) return;
  const place = { file: path, line: 1 };
  if (text === null) throw new InputError('the header is missing', place, headerOf(layout));
  if ([...found].sort().join() === [...names].sort().join()) {
    throw new InputError(`the columns are in another order: ${text}`, place, headerOf(layout));
  }
  throw new InputError(`is no header of this file: ${shorten(text)}`, place, headerOf(layout));
}

async function checkUnits(db: DuckDBConnection, table: string, path: string, layout: TableLayout): Promise<void> {
  const skipped = layout.header ? 1 : 0;
  for (const [name, type] of Object.entries(layout.columns)) {
    if (!type.wrongUnit) continue;
    const off = await db.runAndReadAll(
      `SELECT count(*) FILTER (${type.wrongUnit(`"${name}"`)}) * 2 > count(*), min(rowid) FILTER (${type.wrongUnit(`"${name}"`)})
       FROM ${table} WHERE rowid >= ${skipped}`,
    );
    const [most, first] = off.getRows()[0]!;
    if (!most) continue;
    const line = Number(first) + 1;
    const value = await db.runAndReadAll(`SELECT "${name}"::BIGINT FROM ${table} WHERE rowid = ${first}`);
    const wrong = type.explain(String(value.getRows()[0]![0]));
    throw new InputError(`${name} ${wrong}, like most rows`, { file: path, line, column: name }, type.expected);
  }
}

async function readRejects(
  db: DuckDBConnection,
  table: string,
  path: string,
  layout: TableLayout,
  maxRejects: number,
  rows: number,
): Promise<Reject[]> {
  const bad = `FROM ${table} WHERE bad <> '' AND rowid >= ${layout.header ? 1 : 0}`;
  const total = await count(db, `SELECT count(*) ${bad}`);
  if (total === 0) return [];
  await refuseOpenQuote(db, bad, path);
  const tooMany = total > maxRejects * rows;
  const result = await db.runAndReadAll(`SELECT rowid, bad ${bad} ORDER BY rowid ${tooMany ? 'LIMIT 1' : ''}`);
  return result.getRows().map(([at, field]) => {
    const line = Number(at) + 1;
    const text = field as string;
    const { column, reason, expected } = explainRow(text, layout);
    if (tooMany) {
      const share = `${total} of ${rows} rows cannot be read, more than the ${+(maxRejects * 100).toPrecision(3)} % of --max-rejects`;
      throw new InputError(`${reason} (${share}; this is the first)`, { file: path, line, ...column }, expected);
    }
    return { file: basename(path), line, rule: 'bad-row', reason, text };
  });
}

async function refuseOpenQuote(db: DuckDBConnection, bad: string, path: string): Promise<void> {
  const open = await db.runAndReadAll(
    `SELECT min(rowid) ${bad} AND (length(bad) - length(replace(bad, '"', ''))) % 2 = 1`,
  );
  const at = open.getRows()[0]![0];
  if (at === null) return;
  throw new InputError('a quote is never closed', { file: path, line: Number(at) + 1 }, 'quotes in pairs, or none');
}

async function count(db: DuckDBConnection, sql: string): Promise<number> {
  return Number((await db.runAndReadAll(sql)).getRows()[0]![0]);
}

const shorten = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text);
