import { join } from 'node:path';
import { eventKinds, listAt, mix, readColumns, sqlPath, withDuckDB } from '../../data/index.js';
import { targetId } from '../../evaluation/index.js';
import { contextItems, queryCount, reading } from '../../models/index.js';
import { resolveStage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import type { Run } from '../files/run-folder.js';
import { readSplit } from '../files/split-file.js';
import { ranked } from '../leaderboard/headline.js';
import { fitPartsFor } from '../stages/fit-parts.js';
import { ingest } from '../stages/ingest.js';
import { makeTask } from '../stages/make-task.js';
import { split } from '../stages/split.js';
import { contextOfRun } from './quiet-context.js';

const longEnough = 3;
const models = 6; // as many columns as a page has room for

/** One query of a run: what was known, what would have been right, and what the leading models said; the shop's item ids. */
export interface ExampleQuery {
  readonly visitor: number;
  /** The last events of the context, oldest first. */
  readonly context: readonly { readonly event: string; readonly item: number }[];
  readonly targets: readonly number[];
  /** One row a rank from 1; a model's column holds its item, `✓` behind a right one, `↺` behind one of the context. */
  readonly lists: readonly Record<string, string | number>[];
}

/**
 * One query drawn by seed among those whose context has at least three events, so that a reader sees what a ranking looks
 * like. Drawn, not picked: it shows no model at its best.
 * @throws RangeError when no query has such a context.
 */
export async function exampleQuery(run: Run, seed: number, length = 10): Promise<ExampleQuery> {
  const context = contextOfRun(run);
  const { config } = context;
  const dataset = await readDatasetFacts((await resolveStage(context, ingest)).folder);
  const parts = fitPartsFor(config, await readSplit((await resolveStage(context, split)).folder));
  const task = makeTask(config, parts, dataset);
  const { targets } = task;
  const queries = reading(task.queries, task.queries.scope);
  const long = Array.from({ length: queryCount(queries) }, (_, query) => query).filter(
    (query) => contextItems(queries, query).length >= longEnough,
  );
  if (long.length === 0) throw new RangeError(`no query has a context of ${longEnough} events`);
  const query = long[mix(mix(0, seed), long.length) % long.length]!;

  const shopId = (item: number) => parts.train.items.ids[item]!;
  const seen = contextItems(queries, query);
  const right = new Set(listAt(targets, query));
  const from = Math.max(queries.from[query]!, queries.to[query]! - length);
  const positions = Array.from({ length: queries.to[query]! - from }, (_, i) => from + i);
  const mark = (item: number) => `${shopId(item)}${right.has(item) ? ' ✓' : ''}${seen.includes(item) ? ' ↺' : ''}`;
  const lists: Record<string, string | number>[] = Array.from({ length }, (_, rank) => ({ rank: rank + 1 }));
  for (const { model } of ranked(run.leaderboard).slice(0, models))
    for (const [rank, item] of (await listOf(run.folder, model, query, length)).entries())
      lists[rank]![model] = mark(item);
  return {
    visitor: parts.held.visitors.ids[queries.visitor[query]!]!,
    context: positions.map((at) => ({
      event: eventKinds[queries.events.kind[at]!]!,
      item: shopId(queries.events.item[at]!),
    })),
    targets: [...right].map((item) => targetId(task, parts.train.items, item)),
    lists,
  };
}

/** The first items of a stored list. */
async function listOf(folder: string, model: string, query: number, length: number): Promise<Int32Array> {
  const file = sqlPath(join(folder, 'predictions', `${model}.parquet`));
  const sql = `SELECT item FROM read_parquet(${file}) WHERE query = ${query} AND rank <= ${length} ORDER BY rank`;
  return withDuckDB(async (db) => (await readColumns(db, sql, { item: 'int' })).item);
}
