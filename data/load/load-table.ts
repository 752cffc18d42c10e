import type { DuckDBConnection } from '@duckdb/node-api';
import type { Reject } from '../dataset.js';
import { InputError } from '../errors.js';
import { shown } from '../shown.js';
import { fieldsOf, fieldsSql } from './fields.js';
import { queryLines } from './lines.js';
import { readRejects } from './read-rejects.js';
import { namesOf, type TableLayout } from './table-layout.js';

/** A table file as read into DuckDB. */
export interface LoadedTable {
  /** SQL of a relation: the layout's columns of the good rows and `row`, the data row from 0, in file order. */
  readonly good: string;
  readonly goodRows: number;
  /** Number of data rows of the file, including bad and empty ones: line − (2 with a header, 1 without). */
  readonly rows: number;
  readonly rejects: readonly Reject[];
}

/**
 * Reads a table file into a DuckDB table of the given name, checking every field.
 *
 * Lines are read whole and split in SQL, so each keeps its number and text even if it is damaged.
 * @param maxRejects the largest share of bad rows, in the file and in each kind of its rows, that are set aside as rejects.
 * @throws InputError for an empty file, a wrong header, or a wrong unit.
 * @throws UnreadableFile for text that cannot be split into lines, or too many bad rows.
 */
export async function loadTable(
  db: DuckDBConnection,
  table: string,
  path: string,
  layout: TableLayout,
  maxRejects: number,
): Promise<LoadedTable> {
  const { isDecoded } = await createChecked(db, table, path, layout);
  const lines = await count(db, `SELECT count(*) FROM ${table}`);
  if (lines === 0) throw new InputError('is empty', { file: path }, firstLine(layout));
  if (layout.header) await checkHeader(db, table, path, layout);
  const skipped = layout.header ? 1 : 0;
  await checkUnits(db, table, path, layout);
  const rejects = await readRejects(db, { table, path, layout, maxRejects, rows: lines - skipped, isDecoded });
  const goodRows = await count(db, `SELECT count(*) FROM ${table} WHERE bad IS NULL`);
  if (goodRows === 0) {
    throw new InputError('holds no row that can be read', { file: path }, firstLine(layout));
  }
  const good = `(SELECT * EXCLUDE (bad), (rowid - ${skipped})::INTEGER AS row FROM ${table} WHERE bad IS NULL)`;
  return { good, goodRows, rows: lines - skipped, rejects };
}

/**
 * Creates one row per line, in order: the columns' values, and in `bad` the text of a wrong line ('' for an empty one).
 * `isDecoded` is false if the file is not entirely in its encoding.
 */
async function createChecked(
  db: DuckDBConnection,
  table: string,
  path: string,
  layout: TableLayout,
): Promise<{ isDecoded: boolean }> {
  const columns = Object.entries(layout.columns);
  const field = (i: number) => `field[${i + 1}]`;
  const values = columns.map(([name, type], i) => `${type.value(field(i))} AS "${name}"`);
  const written = columns.map(([name, type], i) => type.written(`"${name}"`, field(i)));
  const right = [
    `len(field) = ${columns.length}`,
    ...written.map((as, i) => `${as} = ${field(i)}`),
    ...columns.map(([name, type]) => type.valid(`"${name}"`)),
    ...(layout.rule ? [layout.rule.sql] : []),
    'NOT strange',
  ];
  return queryLines(path, layout.encoding, (lines) =>
    db.run(`CREATE TABLE ${table} AS
      SELECT ${columns.map(([name]) => `"${name}"`).join(', ')},
        CASE WHEN coalesce(${right.map((condition) => `(${condition})`).join(' AND ')}, false) THEN NULL
          ELSE coalesce(text, '') END AS bad
      FROM (SELECT *, ${values.join(', ')} FROM (SELECT *, ${fieldsSql('text', layout)} AS field FROM ${lines}))`),
  );
}

const firstLine = (layout: TableLayout) =>
  layout.header ? `the header ${namesOf(layout)}, then rows` : `rows of ${namesOf(layout)}`;

async function checkHeader(db: DuckDBConnection, table: string, path: string, layout: TableLayout): Promise<void> {
  const result = await db.runAndReadAll(`SELECT bad FROM ${table} WHERE rowid = 0`);
  const text = result.getRows()[0]![0] as string | null;
  const names = Object.keys(layout.columns);
  const found = fieldsOf(text ?? '', layout);
  if (text !== null && found.join() === names.join()) return;
  const place = { file: path, line: 1 };
  if (text === null) throw new InputError('the header is missing', place, namesOf(layout));
  if ([...found].sort().join() === [...names].sort().join()) {
    throw new InputError(`the columns are in another order: ${shown(text)}`, place, namesOf(layout));
  }
  throw new InputError(`is no header of this file: ${shown(text)}`, place, namesOf(layout));
}

async function checkUnits(db: DuckDBConnection, table: string, path: string, layout: TableLayout): Promise<void> {
  const skipped = layout.header ? 1 : 0;
  for (const [i, [name, type]] of Object.entries(layout.columns).entries()) {
    if (!type.wrongUnit) continue;
    const isWrong = type.wrongUnit(`"${name}"`);
    const off = await db.runAndReadAll(
      `SELECT count(*) FILTER (${isWrong}) * 2 > count(*), min(rowid) FILTER (${isWrong}) FROM ${table} WHERE rowid >= ${skipped}`,
    );
    const [most, first] = off.getRows()[0]!;
    if (!most) continue;
    const line = Number(first) + 1;
    const row = await db.runAndReadAll(`SELECT bad FROM ${table} WHERE rowid = ${first}`);
    const wrong = type.explain(fieldsOf(row.getRows()[0]![0] as string, layout)[i]!);
    throw new InputError(`${name} ${wrong}, like most rows`, { file: path, line, column: name }, type.expected);
  }
}

async function count(db: DuckDBConnection, sql: string): Promise<number> {
  return Number((await db.runAndReadAll(sql)).getRows()[0]![0]);
}
