import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError, readColumns, sqlPath, sqlText, withDuckDB } from '../data/index.js';
import type { Weighing } from './intervals/paired-difference.js';
import { jointKinds, jointMetrics, jointStrata } from './metrics/joint.js';

/** Values by query, read back from a run's tables. */
export interface QueryValues {
  /** Each query's cluster, dense from 0. */
  readonly cluster: Int32Array;
  /** A model's values of a metric, for P-joint's its numerators: one entry a query, NaN where it has none. */
  readonly valuesOf: (model: string, metric: string) => Float64Array;
  /** How a metric's values are weighed, the same for all models: for P-joint's metrics their denominators and strata. */
  readonly weighingOf: (metric: string) => Weighing;
}

/**
 * Reads models' values of metrics from a folder with `per-query.parquet` and `queries.parquet`.
 * @param metrics such as `ndcg@10`, with one value a query, or P-joint's: no other ratio of sums, and no figure of all lists together.
 * @throws InputError if the folder has no such model or metric, naming those that it has.
 */
export async function readQueryValues(
  folder: string,
  models: readonly string[],
  metrics: readonly string[],
): Promise<QueryValues> {
  const file = (table: string) => `read_parquet(${sqlPath(join(folder, `${table}.parquet`))})`;
  return withDuckDB(async (db) => {
    const known = async (column: string) => {
      const sql = `SELECT ${column} FROM ${file('per-query')}
        WHERE metric NOT LIKE '%.%' OR metric IN (${jointMetrics.map((name) => sqlText(`${name}.numerator`))})
        GROUP BY ALL ORDER BY ALL`;
      return (await db.runAndReadAll(sql)).getRows().map((cells) => cells.join('@'));
    };
    assertKnown(folder, 'model', models, await known('model'));
    assertKnown(folder, 'values by query of', metrics, await known("replace(metric, '.numerator', ''), k"));
    const { cluster } = await readColumns(db, `SELECT cluster FROM ${file('queries')} ORDER BY query`, {
      cluster: 'int',
    });
    const valuesIn = async (model: string, metric: string, k: string) => {
      const sql = `SELECT query, value FROM ${file('per-query')}
        WHERE model = ${sqlText(model)} AND metric = ${sqlText(metric)} AND k = ${Number(k)}`;
      const { query, value } = await readColumns(db, sql, { query: 'int', value: 'double' });
      const values = new Float64Array(cluster.length).fill(Number.NaN);
      query.forEach((of, at) => {
        values[of] = value[at]!;
      });
      return values;
    };
    const read = new Map<string, Float64Array>();
    const weighing = new Map<string, Weighing>();
    for (const name of metrics) {
      const [metric, k] = name.split('@') as [string, string];
      const isRatio = jointMetrics.includes(metric);
      for (const model of models)
        read.set(JSON.stringify([model, name]), await valuesIn(model, isRatio ? `${metric}.numerator` : metric, k));
      if (!isRatio) continue;
      weighing.set(name, {
        denominators: await valuesIn(models[0]!, `${metric}.denominator`, k),
        ...(metric === 'joint' && { strata: jointStrata(await asksIn(db, file('queries'))) }),
      });
    }
    return {
      cluster,
      valuesOf: (model, metric) => read.get(JSON.stringify([model, metric]))!,
      weighingOf: (metric) => weighing.get(metric) ?? {},
    };
  });
}

/** Reads which kind each of P-joint's queries asks for. */
async function asksIn(db: DuckDBConnection, queries: string): Promise<Uint8Array> {
  const kinds = `[${jointKinds.map(sqlText)}]`;
  const sql = `SELECT list_position(${kinds}, kind) - 1 AS asks FROM ${queries} ORDER BY query`;
  return Uint8Array.from((await readColumns(db, sql, { asks: 'int' })).asks);
}

function assertKnown(folder: string, what: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InputError(`the run has no ${what} "${unknown}"`, { file: folder }, `one of ${known.join(', ')}`);
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
