import { join } from 'node:path';
import { readColumns, sqlPath, sqlText, withDuckDB } from '../data/index.js';

/** One model's values of a metric, read back from a run's tables, query by query. */
export interface QueryValues {
  /** One entry a query, NaN where it has no value. */
  readonly values: Float64Array;
  /** Each query's cluster, dense from 0. */
  readonly cluster: Int32Array;
}

/**
 * Reads a model's values of a metric from a folder with `per-query.parquet` and `queries.parquet`.
 * @param name e.g. `ndcg@10`; a metric with one value a query, not a ratio of sums.
 * @throws RangeError when the folder has no such model or metric.
 */
export async function readQueryValues(folder: string, model: string, name: string): Promise<QueryValues> {
  const [metric, k] = name.split('@') as [string, string];
  const file = (table: string) => `read_parquet(${sqlPath(join(folder, `${table}.parquet`))})`;
  return withDuckDB(async (db) => {
    const { cluster } = await readColumns(db, `SELECT cluster FROM ${file('queries')} ORDER BY query`, {
      cluster: 'int',
    });
    const rows = await readColumns(
      db,
      `SELECT query, value FROM ${file('per-query')}
        WHERE model = ${sqlText(model)} AND metric = ${sqlText(metric)} AND k = ${Number(k)}`,
      { query: 'int', value: 'double' },
    );
    if (rows.query.length === 0) throw new RangeError(`${folder} has no ${name} of ${model}`);
    const values = new Float64Array(cluster.length).fill(Number.NaN);
    rows.query.forEach((query, at) => {
      values[query] = rows.value[at]!;
    });
    return { values, cluster };
  });
}

/** Reads each query's segment label from a run's tables, for a segmentation such as `stage`. */
export async function readQuerySegments(folder: string, segmentation: string): Promise<string[]> {
  return withDuckDB(async (db) => {
    const name = `"${segmentation.replaceAll('"', '""')}"`;
    const file = `read_parquet(${sqlPath(join(folder, 'queries.parquet'))})`;
    const rows = await db.runAndReadAll(`SELECT ${name} FROM ${file} ORDER BY query`);
    return rows.getRows().map(([label]) => String(label));
  });
}
