import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Progress, Test, Validation } from '../../data/index.js';
import {
  type Catalogue,
  type EvaluationTask,
  evaluateModel,
  type LeaderboardEntry,
  leaderboardEntry,
  type ModelColumns,
  metrics,
  segmentTable,
  writePredictions,
} from '../../evaluation/index.js';
import type { Parameters } from '../../models/index.js';
import type { Config } from '../config/config.js';
import type { RunContext } from '../engine/stage.js';
import { readFitted } from '../files/fitted-file.js';
import type { SegmentTable } from '../files/run-folder.js';
import { Notes } from './notes.js';
import { measured } from './peak-memory.js';
import { recommendAll } from './recommend-all.js';

/** What all models are measured on, and how. */
export interface Setting {
  readonly task: EvaluationTask;
  readonly catalogue: Catalogue;
  readonly held: Validation | Test;
  readonly config: Config;
  readonly progress: Progress;
  readonly say: RunContext['say'];
  /** Folder that takes each model's lists. */
  readonly predictions: string;
}

/** All that is known of a model once it has been asked and measured. */
export interface MeasuredModel {
  readonly entry: LeaderboardEntry;
  readonly columns: ModelColumns;
  readonly segments: readonly SegmentTable[];
  readonly parameters: Parameters;
  /** What the model said of how it was fitted and asked. */
  readonly notes: readonly string[];
}

/** Asks a fitted model for all lists, keeps them in a file, and measures them. */
export async function measureModel(fittedFolder: string, setting: Setting): Promise<MeasuredModel> {
  const { task, catalogue, held, config, progress, say, predictions } = setting;
  const { seed, evaluation } = config;
  const { model, card } = await readFitted(fittedFolder);
  const notes = new Notes(model.name, say);
  const work = { seed, progress, threads: availableParallelism(), note: notes.note };
  const lists = await measured(() => recommendAll(model, task.queries, evaluation.listLength, work));
  await mkdir(predictions, { recursive: true });
  await writePredictions(join(predictions, `${model.name}.parquet`), lists.result);

  const measuring = progress.start(`${model.name}: figures and intervals`, task.cluster.length, 'queries');
  const options = { ...evaluation, seed };
  const figures = evaluateModel(task, lists.result, catalogue, options, held);
  const accuracy = figures.columns.filter(({ metric }) => metric in metrics);
  const segments = task.segmentations.map((segmentation) => ({
    segmentation: segmentation.name,
    model: model.name,
    rows: segmentTable(accuracy, segmentation, task.cluster, options),
  }));
  measuring.finish();
  return {
    entry: leaderboardEntry(model.name, figures.metrics, {
      fitSeconds: card.fitSeconds,
      predictSeconds: lists.seconds,
      peakMemoryMB: Math.max(card.peakMemoryMB, lists.peakMemoryMB),
    }),
    columns: { model: model.name, columns: figures.columns },
    segments,
    parameters: model.parameters,
    notes: [...new Set([...card.notes, ...notes.lines])],
  };
}
