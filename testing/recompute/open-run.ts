import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type EventLog, type Ids, idList, isText, readEventLog, sqlText, takeIds } from '../../data/index.js';
import { createTable } from '../create-table.js';

/** What of a run's `config.json` its figures depend on. */
export interface RunSettings {
  readonly protocol: 'next' | 'future' | 'funnel' | 'holdout';
  readonly seed: number;
  readonly models: readonly string[];
  readonly evaluation: { readonly ks: readonly number[]; readonly listLength: number; readonly resamples: number };
}

/**
 * Loads a run folder's Parquet files as tables (`prediction`, `target`, `query`, `item`, `per_query`), what the models were fitted on
 * and asked about as `learnt` and `held`, and creates `figure` for what is worked out: the figure of a query is value / weight.
 */
export async function openRun(
  db: DuckDBConnection,
  folder: string,
  splitFolder: string,
  { protocol, models, evaluation }: RunSettings,
): Promise<void> {
  const file = (name: string) => sqlText(join(folder, name));
  const values = (list: readonly (string | number)[]) =>
    list.map((value) => (typeof value === 'string' ? `(${sqlText(value)})` : `(${value})`)).join(', ');
  await db.run(`
    CREATE TABLE model AS SELECT * FROM (VALUES ${values(models)}) AS v(model);
    CREATE TABLE cutoff AS SELECT * FROM (VALUES ${values(evaluation.ks)}) AS v(k);
    CREATE TABLE prediction AS
      SELECT parse_filename(filename, true) AS model, query, rank, item, score
      FROM read_parquet(${file('predictions/*.parquet')}, filename = true);
    CREATE TABLE target AS FROM ${file('targets.parquet')};
    CREATE TABLE query AS FROM ${file('queries.parquet')};
    CREATE TABLE item AS FROM ${file('items.parquet')};
    CREATE VIEW per_query AS FROM ${file('per-query.parquet')};
    CREATE TABLE list AS SELECT model, k, query, rank, item FROM prediction JOIN cutoff ON rank <= k;
    CREATE TABLE figure(model VARCHAR, metric VARCHAR, k INTEGER, query INTEGER, value DOUBLE, weight DOUBLE, ratio BOOLEAN)`);

  for (const part of ['train', 'validation', 'overhang', 'test'])
    await createTable(db, part, columnsOf(await readEventLog(join(splitFolder, `${part}.arrow`))));
  // P-next is about views; the final fit is on all that came before the test part.
  const kinds = protocol === 'next' ? 'event = 0' : 'true';
  await db.run(`
    CREATE TABLE learnt AS FROM (FROM train UNION ALL FROM validation UNION ALL FROM overhang) WHERE ${kinds};
    CREATE TABLE held AS FROM test WHERE ${kinds}`);
}

const columnOf = (ids: Ids): Int32Array | readonly string[] => (isText(ids) ? idList(ids).map(String) : ids);

/** A log with the shop's ids; kinds are 0 view, 1 addtocart, 2 transaction. */
const columnsOf = (log: EventLog) => ({
  visitor: columnOf(takeIds(log.visitors.ids, log.visitor)),
  item: columnOf(takeIds(log.items.ids, log.item)),
  event: log.event,
  time: log.time,
});
