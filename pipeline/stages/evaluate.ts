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
} from '../../evaluation/index.js';
import { contentFor, itemCategories } from '../../features/index.js';
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Config } from '../config/config.js';
import { type RunContext, runStage, type StageOutput } from '../engine/stage.js';
import { readContent, readDatasetFacts } from '../files/dataset-file.js';
import { historyName } from '../files/fitted-file.js';
import { writeItems } from '../files/items-file.js';
import type { TaskSummary } from '../files/run-folder.js';
import { readSplit } from '../files/split-file.js';
import { fitPartsFor, setAsideBefore } from './fit-parts.js';
import { ingest } from './ingest.js';
import { makeTask } from './make-task.js';
import { type MeasuredModel, measureModel, type Setting } from './measure-model.js';
import { split } from './split.js';
import { train } from './train.js';

/** Ranks for every query, measures the lists and writes the tables of a run folder. */
export async function evaluate(context: RunContext): Promise<StageOutput> {
  const { config, progress } = context;
  const { protocol, on, seed, evaluation } = config;
  const loaded = await ingest(context);
  const parted = await split(context);
  const fitted = await train(context);
  return runStage(context, {
    name: 'evaluate',
    module: 'pipeline/stages/evaluate.ts',
    computes: [
      'evaluation/index.ts',
      'pipeline/files/dataset-file.ts',
      'pipeline/stages/measure-model.ts',
      'pipeline/stages/make-task.ts',
      'pipeline/stages/fit-parts.ts',
      'pipeline/files/items-file.ts',
      'features/content-for.ts',
      'features/item-categories.ts',
    ],
    inputs: { fitted: fitted.map(({ key }) => key), protocol, on, seed, evaluation },
    work: async (folder) => {
      const dataset = await readDatasetFacts(loaded.folder);
      const wholes = await readSplit(parted.folder);
      const parts = fitPartsFor(config, wholes);
      const task = makeTask(config, parts, dataset);
      const content = contentFor(parts.train, await readContent(loaded.folder));
      const { category } = itemCategories(parts.train.items, content);
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
