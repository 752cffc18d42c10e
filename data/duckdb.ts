import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type ColumnKind, type TypedColumns, typedColumns } from './typed-columns.js';

const rowsPerChunk = 2048;

/**
 * Runs `work` on an in-memory database and closes it afterwards.
 * @param memoryMB the memory limit beyond which DuckDB spills to its temporary folder.
 */
export async function withDuckDB<T>(work: (db: DuckDBConnection) => Promise<T>, memoryMB = 1024): Promise<T> {
  // Only here: what reads no file need not wait for DuckDB to load.
  const { DuckDBInstance } = await import('@duckdb/node-api');
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

/** Quotes a string as an SQL literal. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Quotes the path of a file to read as an SQL literal; pattern characters in it are escaped. */
export const sqlPath = (path: string): string => sqlText(path.replace(/[*?[]/g, '[$&]'));

/**
 * Runs a query and returns each numeric column as one typed array, filled as the rows arrive.
 * @param shape the array type of each column; the SQL must cast to INTEGER, DOUBLE or UTINYINT accordingly. No NULLs.
 * @param rows the expected number of rows: where it is right, the arrays need not grow.
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

/** Copies the first `rows` of columns into memory for `capacity` of them. */
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
