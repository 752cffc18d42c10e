import { join } from 'node:path';
import { eventKinds, listAt, mix, readColumns, sqlPath, withDuckDB } from '../../data/index.js';
import { targetId } from '../../evaluation/index.js';
import { contextItems, queryCount, reading } from '../../models/index.js';
import { resolveStage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import type { Run } from '../files/run-folder.js';
import { readSplit } from '../files/split-file.js';
import { ranked } from '../leaderboard/leading-metrics.js';
import { fitPartsFor } from '../stages/fit-parts.js';
import { ingest } from '../stages/ingest.js';
import { makeTask } from '../stages/make-task.js';
import { split } from '../stages/split.js';
import { pipelineOfRun } from './quiet-pipeline.js';

const longEnough = 3;
const models = 6; // the columns that fit on a page

/** One query of a run: its context, its targets and the leading models' lists; the shop's ids as text. */
export interface ExampleQuery {
  readonly visitor: string;
  /** The last events of the context, oldest first. */
  readonly context: readonly { readonly event: string; readonly item: string }[];
  readonly targets: readonly string[];
  /** One row a rank from 1; a model's column holds its item, with `✓` after a target and `↺` after an item of the context. */
  readonly lists: readonly Record<string, string | number>[];
}

/**
 * One query drawn by seed from those whose context has at least three events (from all, if none is that long), to show readers
 * what a ranking looks like. It is drawn rather than picked, so that it does not favour a model.
 */
export async function exampleQuery(run: Run, seed: number, length = 10): Promise<ExampleQuery> {
  const pipeline = pipelineOfRun(run);
  const { config } = pipeline;
  const dataset = await readDatasetFacts((await resolveStage(pipeline, ingest)).folder);
  const parts = fitPartsFor(config, await readSplit((await resolveStage(pipeline, split)).folder));
  const task = makeTask(config, parts, dataset);
  const { targets } = task;
  const queries = reading(task.queries, task.queries.scope);
  const all = Array.from({ length: queryCount(queries) }, (_, query) => query);
  const long = all.filter((query) => contextItems(queries, query).length >= longEnough);
  const drawnFrom = long.length > 0 ? long : all;
  const query = drawnFrom[mix(mix(0, seed), drawnFrom.length) % drawnFrom.length]!;

  const shopId = (item: number) => parts.train.items.idOf(item);
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
    visitor: String(parts.held.visitors.idOf(queries.visitor[query]!)),
    context: positions.map((at) => ({
      event: eventKinds[queries.events.kind[at]!]!,
      item: String(shopId(queries.events.item[at]!)),
    })),
    targets: [...right].map((item) => String(targetId(task, parts.train.items, item))),
    lists,
  };
}

/** Reads the first items of a stored list. */
async function listOf(folder: string, model: string, query: number, length: number): Promise<Int32Array> {
  const file = sqlPath(join(folder, 'predictions', `${model}.parquet`));
  const sql = `SELECT item FROM read_parquet(${file}) WHERE query = ${query} AND rank <= ${length} ORDER BY rank`;
  return withDuckDB(async (db) => (await readColumns(db, sql, { item: 'int' })).item);
}
