#!/usr/bin/env -S npx tsx
import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  catalogueOf,
  type EvaluationTask,
  type Leaderboard,
  writePerQuery,
  writeQueries,
  writeTargets,
} from '../evaluation/index.js';
import { itemCategories } from '../features/index.js';
import type { Parameters } from '../models/index.js';
import { isMain } from './cli.js';
import { stageCommand } from './command.js';
import type { Config } from './config.js';
import { readDatasetFacts, readItemProperties } from './dataset-file.js';
import { fitPartsFor, setAsideBefore } from './fit-parts.js';
import { historyName } from './fitted-file.js';
import { ingest } from './ingest.js';
import { writeItems } from './items-file.js';
import { makeTask } from './make-task.js';
import { type MeasuredModel, measureModel, type Setting } from './measure-model.js';
import { split } from './split.js';
import { readSplit } from './split-file.js';
import { type RunContext, runStage, type StageOutput } from './stage.js';
import { train } from './train.js';

/** What the evaluation says of its task in `task.json`. */
export interface TaskSummary {
  /** What was set aside, and how much of it. */
  readonly counts: Readonly<Record<string, number>>;
  /** Each model's parameters, defaults filled in. */
  readonly parameters: Readonly<Record<string, Parameters>>;
  /** What a model said of how it was fitted and asked, for models that said something. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
}

/** Ranks for every query, measures the lists and writes the tables of a run folder. */
export async function evaluate(context: RunContext): Promise<StageOutput> {
  const { config, progress } = context;
  const { protocol, on, seed, evaluation } = config;
  const loaded = await ingest(context);
  const parted = await split(context);
  const fitted = await train(context);
  return runStage(context, {
    name: 'evaluate',
    module: 'pipeline/evaluate.ts',
    computes: [
      'evaluation/index.ts',
      'pipeline/dataset-file.ts',
      'pipeline/measure-model.ts',
      'pipeline/make-task.ts',
      'pipeline/fit-parts.ts',
      'pipeline/items-file.ts',
      'features/item-categories.ts',
    ],
    inputs: { fitted: fitted.map(({ key }) => key), protocol, on, seed, evaluation },
    work: async (folder) => {
      const dataset = await readDatasetFacts(loaded.folder);
      const wholes = await readSplit(parted.folder);
      const parts = fitPartsFor(config, wholes);
      const task = makeTask(config, parts, dataset);
      const properties = await readItemProperties(loaded.folder);
      const { category } = itemCategories(parts.train.items, { ...dataset, ...(properties && { properties }) });
      const catalogue = catalogueOf(parts.train, category);
      const setting: Setting = {
        task,
        catalogue,
        held: parts.held,
        config,
        progress,
        say: context.say,
        predictions: join(folder, 'predictions'),
      };
      const measured: MeasuredModel[] = [];
      for (const output of fitted) {
        const model = await measureModel(output.folder, setting);
        measured.push(model);
        await keepHistory(output.folder, join(folder, 'history'), model.entry.model);
      }
      const leaderboard: Leaderboard = {
        dataset: dataset.name,
        protocol,
        queries: task.cluster.length,
        targets: task.targets.values.length,
        models: measured.map(({ entry }) => entry),
      };
      const summary: TaskSummary = {
        counts: { ...setAsideBefore(config, wholes, parts), ...countsOn(on, task.counts) },
        notes: Object.fromEntries(
          measured.filter(({ notes }) => notes.length > 0).map(({ entry, notes }) => [entry.model, notes]),
        ),
        parameters: Object.fromEntries(measured.map(({ entry, parameters }) => [entry.model, parameters])),
      };
      await writeTargets(join(folder, 'targets.parquet'), task, {
        visitors: parts.held.visitors,
        items: parts.train.items,
      });
      await writeItems(join(folder, 'items.parquet'), parts.train, catalogue);
      await writeQueries(join(folder, 'queries.parquet'), task, parts.held.visitors);
      await writePerQuery(
        join(folder, 'per-query.parquet'),
        task,
        measured.map(({ columns }) => columns),
      );
      await writeFile(join(folder, 'leaderboard.json'), `${JSON.stringify(leaderboard, undefined, 2)}\n`);
      await writeFile(join(folder, 'segments.json'), JSON.stringify(measured.flatMap(({ segments }) => segments)));
      await writeFile(join(folder, 'task.json'), JSON.stringify(summary));
      return `P-${protocol}: ${leaderboard.queries.toLocaleString('en')} queries, ${measured.length} ${measured.length === 1 ? 'model' : 'models'}`;
    },
  });
}

/** Copies how a model learnt, where it told, into a folder as `<model>.arrow`. */
async function keepHistory(fittedFolder: string, to: string, model: string): Promise<void> {
  const file = join(fittedFolder, historyName);
  if (!existsSync(file)) return;
  await mkdir(to, { recursive: true });
  await cp(file, join(to, `${model}.arrow`));
}

/** A protocol's counts speak of the test part, whichever part it asks about. */
const countsOn = (on: Config['on'], counts: EvaluationTask['counts']) =>
  Object.fromEntries(Object.entries(counts).map(([what, count]) => [what.replace(/\btest\b/, on), count]));

if (isMain(import.meta.url))
  void stageCommand('evaluate', 'Ranks for every query of the protocol and measures the lists.', evaluate);
