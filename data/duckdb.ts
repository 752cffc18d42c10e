import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBVector,
  INTEGER,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import { type ColumnKind, type TypedColumns, typedColumns } from './typed-columns.js';

/** Columns of equal length by name; the kind of array decides the SQL type. */
export type Columns = Readonly<Record<string, Int32Array | Float64Array | Uint8Array | readonly string[]>>;

const rowsPerChunk = 2048;

/**
 * Runs `work` on an in-memory database and closes it afterwards.
 * @param memoryMB what DuckDB may hold before it spills to its temporary folder.
 */
export async function withDuckDB<T>(work: (db: DuckDBConnection) => Promise<T>, memoryMB = 1024): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMB}MB`,
    temp_directory: join(tmpdir(), `retail-recsys-${process.pid}`),
  });
  const db = await instance.connect();
  try {
    return await work(db);
  } finally {
    db.closeSync();
    instance.closeSync();
  }
}

/** A string as an SQL literal. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The path of a file to read as an SQL literal: as it stands, not as a pattern of several files. */
export const sqlPath = (path: string): string => sqlText(path.replace(/[*?[]/g, '[$&]'));

function sqlType(column: Columns[string]): DuckDBType {
  if (column instanceof Int32Array) return INTEGER;
  if (column instanceof Float64Array) return DOUBLE;
  if (column instanceof Uint8Array) return UTINYINT;
  return VARCHAR;
}

/** Creates a table from columns. Typed arrays are copied in blocks; NaN becomes NaN, not NULL. */
export async function createTable(db: DuckDBConnection, table: string, columns: Columns): Promise<void> {
  const names = Object.keys(columns);
  const arrays = Object.values(columns);
  const rows = arrays[0]?.length ?? 0;
  const types = arrays.map(sqlType);
  await db.run(`CREATE TABLE ${table} (${names.map((name, i) => `"${name}" ${types[i]}`).join(', ')})`);
  const appender = await db.createAppender(table);
  for (let start = 0; start < rows; start += rowsPerChunk) {
    const end = Math.min(rows, start + rowsPerChunk);
    const chunk = DuckDBDataChunk.create(types, end - start);
    fillChunk(chunk, arrays, start, end);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Copies the rows `start … end` of columns into a chunk of so many rows. */
function fillChunk(chunk: DuckDBDataChunk, columns: readonly Columns[string][], start: number, end: number): void {
  columns.forEach((array, i) => {
    if (ArrayBuffer.isView(array)) fill(chunk.getColumnVector(i), array.subarray(start, end));
    else chunk.setColumnValues(i, (array as readonly string[]).slice(start, end));
  });
}

/** Copies a typed array into a vector whole: `setItem` row by row takes thirty times as long. */
function fill(vector: DuckDBVector, values: Int32Array | Float64Array | Uint8Array): void {
  (vector as unknown as { items: typeof values }).items.set(values as never);
  vector.flush();
}

/**
 * Runs a query and gives each numeric column as one typed array, filled as the rows come.
 * @param shape for each column the array it becomes; cast in SQL to INTEGER, DOUBLE or UTINYINT accordingly. No NULLs.
 * @param rows about how many rows there will be: where that is right, the arrays need not grow.
 */
export async function readColumns<Shape extends Readonly<Record<string, ColumnKind>>>(
  db: DuckDBConnection,
  sql: string,
  shape: Shape,
  rows = rowsPerChunk,
): Promise<TypedColumns<Shape>> {
  const result = await db.stream(sql);
  const position = new Map(result.columnNames().map((name, i) => [name, i]));
  let columns = typedColumns(shape, rows);
  let capacity = rows;
  let read = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    if (read + chunk.rowCount > capacity) {
      capacity = Math.max(2 * capacity, read + chunk.rowCount);
      columns = copied(columns, shape, read, capacity);
    }
    for (const name in columns) {
      const vector = chunk.getColumnVector(position.get(name)!) as unknown as { items: Int32Array };
      columns[name].set(vector.items, read);
    }
    read += chunk.rowCount;
  }
  return read === capacity ? columns : copied(columns, shape, read, read);
}

/** The first `rows` of columns in memory for `capacity` of them. */
function copied<Shape extends Readonly<Record<string, ColumnKind>>>(
  columns: TypedColumns<Shape>,
  shape: Shape,
  rows: number,
  capacity: number,
): TypedColumns<Shape> {
  const copies = typedColumns(shape, capacity);
  for (const name in columns) copies[name].set(columns[name].subarray(0, rows));
  return copies;
}

/**
 * Runs a query of INTEGER columns and hands out its rows in blocks, each with an array a column: nothing is kept, however many rows
 * there are. A block is valid until the next one is asked for. No NULLs.
 */
export async function* integerBlocks(db: DuckDBConnection, sql: string): AsyncGenerator<readonly Int32Array[]> {
  const result = await db.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    yield Array.from(
      { length: chunk.columnCount },
      (_, column) => (chunk!.getColumnVector(column) as unknown as { items: Int32Array }).items,
    );
  }
}
