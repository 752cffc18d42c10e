#!/usr/bin/env -S npx tsx
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  catalogueOf,
  evaluateModel,
  type Leaderboard,
  type LeaderboardEntry,
  leaderboardEntry,
  type ModelColumns,
  metrics,
  type QueryColumn,
  type SegmentRow,
  segmentTable,
  writePerQuery,
  writePredictions,
  writeQueries,
  writeTargets,
} from '../evaluation/index.js';
import { itemCategories } from '../features/index.js';
import { isMain } from './cli.js';
import { stageCommand } from './command.js';
import { readDatasetFacts } from './dataset-file.js';
import { fitPartsFor } from './fit-parts.js';
import { ingest } from './ingest.js';
import { writeItems } from './items-file.js';
import { makeTask } from './make-task.js';
import { measured } from './peak-memory.js';
import { recommendAll } from './recommend-all.js';
import { split } from './split.js';
import { readSplit } from './split-file.js';
import { type RunContext, runStage, type StageOutput } from './stage.js';
import { readFitted, train } from './train.js';

/** The figures of one model by one segmentation, as `segments.json` lists them. */
export interface SegmentTable {
  readonly segmentation: string;
  readonly model: string;
  readonly rows: readonly SegmentRow[];
}

/** What the evaluation says of its task in `task.json`. */
export interface TaskSummary {
  /** What was set aside, and how much of it. */
  readonly counts: Readonly<Record<string, number>>;
  /** Each model's parameters, defaults filled in. */
  readonly parameters: Readonly<Record<string, object>>;
}

/** Ranks for every query, measures the lists and writes the tables of a run folder. */
export async function evaluate(context: RunContext): Promise<StageOutput> {
  const { config, progress } = context;
  const { protocol, seed, evaluation, models } = config;
  const loaded = await ingest(context);
  const parted = await split(context);
  const fitted = await train(context);
  return runStage(context, {
    name: 'evaluate',
    module: 'pipeline/evaluate.ts',
    inputs: { fitted: fitted.map(({ key }) => key), protocol, seed, evaluation, models },
    work: async (folder) => {
      const dataset = await readDatasetFacts(loaded.folder);
      const parts = fitPartsFor(protocol, await readSplit(parted.folder));
      const task = makeTask(config, parts, dataset);
      const catalogue = catalogueOf(parts.train, itemCategories(parts.train.items, dataset).category);
      const options = { ...evaluation, seed };

      const entries: LeaderboardEntry[] = [];
      const columns: ModelColumns[] = [];
      const segments: SegmentTable[] = [];
      const parameters: Record<string, object> = {};
      await mkdir(join(folder, 'predictions'));
      for (const { folder: modelFolder } of fitted) {
        const { model, fit } = await readFitted(modelFolder);
        const work = { seed, progress, threads: availableParallelism() };
        const lists = await measured(() => recommendAll(model, task.queries, evaluation.listLength, work));
        await writePredictions(join(folder, 'predictions', `${model.name}.parquet`), lists.result);
        const measuring = progress.start(`${model.name}: figures and intervals`, task.cluster.length, 'queries');
        const measures = evaluateModel(task, lists.result, catalogue, options, parts.held);
        entries.push(
          leaderboardEntry(model.name, measures.metrics, {
            fitSeconds: fit.fitSeconds,
            predictSeconds: lists.seconds,
            peakMemoryMB: Math.max(fit.peakMemoryMB, lists.peakMemoryMB),
          }),
        );
        const tables = task.segmentations.map((segmentation) => ({
          segmentation: segmentation.name,
          model: model.name,
          rows: segmentTable(accuracy(measures.columns), segmentation, task.cluster, options),
        }));
        measuring.finish();
        segments.push(...tables);
        columns.push({ model: model.name, columns: measures.columns });
        parameters[model.name] = model.parameters;
      }
      const leaderboard: Leaderboard = {
        dataset: dataset.name,
        protocol,
        queries: task.cluster.length,
        targets: task.targets.values.length,
        models: entries,
      };
      const summary: TaskSummary = {
        counts: {
          'test events of items unknown to train, left out': parts.unknown.events,
          ...task.counts,
        },
        parameters,
      };
      await writeTargets(join(folder, 'targets.parquet'), task, {
        visitors: parts.held.visitors,
        items: parts.train.items,
      });
      await writeItems(join(folder, 'items.parquet'), parts.train, catalogue);
      await writeQueries(join(folder, 'queries.parquet'), task, parts.held.visitors);
      await writePerQuery(join(folder, 'per-query.parquet'), task, columns);
      await writeFile(join(folder, 'leaderboard.json'), `${JSON.stringify(leaderboard, undefined, 2)}\n`);
      await writeFile(join(folder, 'segments.json'), JSON.stringify(segments));
      await writeFile(join(folder, 'task.json'), JSON.stringify(summary));
      return `P-${protocol}: ${leaderboard.queries.toLocaleString('en')} queries, ${models.length} models`;
    },
  });
}

const accuracy = (columns: readonly QueryColumn[]) => columns.filter(({ metric }) => metric in metrics);

if (isMain(import.meta.url))
  void stageCommand('evaluate', 'Ranks for every query of the protocol and measures the lists.', evaluate);
