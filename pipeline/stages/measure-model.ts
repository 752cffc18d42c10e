import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { countText, InputError, keepingNotes } from '../../data/index.js';
import {
  accuracyMetrics,
  evaluateModel,
  leaderboardEntry,
  segmentTable,
  writePerQuery,
  writePredictions,
} from '../../evaluation/index.js';
import { type Bundle, gigabytes, machineMemory } from '../../models/index.js';
import type { Config } from '../config/config.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { perQueryFile, predictionsFile, writeMeasured } from '../files/measured-file.js';
import { readTask } from '../files/task-file.js';
import { measured } from './peak-memory.js';
import { recommendAll } from './recommend-all.js';
import { refusalOf } from './refusal.js';

export type MeasureInputs = Pick<Config, 'seed' | 'evaluation'>;

export type MeasureNeeds = { readonly task: Stage; readonly fitted: Stage };

/** Computes a fitted model's lists for all queries, writes them to a file, and measures them. */
export async function measureModel(
  folder: string,
  { inputs, needs, pipeline }: StageCall<MeasureInputs, MeasureNeeds>,
  { model, card }: Bundle,
): Promise<string> {
  const { seed, evaluation } = inputs;
  const { task, catalogue, held } = await readTask(needs.task.folder);
  assertHolds(task.cluster.length, evaluation.listLength);
  const { abort } = pipeline;
  const reporter = keepingNotes(model.name, pipeline.reporter);
  const work = { seed, reporter, threads: availableParallelism(), ...(abort && { abort }) };
  const lists = await measured(() => recommendAll(model, task.queries, evaluation.listLength, work)).catch(
    (error: unknown) => {
      throw refusalOf(model.name, error);
    },
  );
  await writePredictions(join(folder, predictionsFile), lists.result);

  const measuring = reporter.start(`${model.name}: figures and intervals`, task.cluster.length, 'queries');
  const options = { ...evaluation, seed };
  const figures = evaluateModel(task, lists.result, catalogue, options, held);
  const accuracy = figures.columns.filter(({ metric }) => accuracyMetrics.includes(metric));
  const segments = task.segmentations.map((segmentation) => ({
    segmentation: segmentation.name,
    model: model.name,
    rows: segmentTable(accuracy, segmentation, task.cluster, options),
  }));
  await writePerQuery(join(folder, perQueryFile), task, [{ model: model.name, columns: figures.columns }]);
  measuring.finish();
  const cost = {
    fitSeconds: card.fitSeconds,
    predictSeconds: lists.seconds,
    peakMemoryMB: Math.max(card.peakMemoryMB, lists.peakMemoryMB),
  };
  await writeMeasured(folder, {
    entry: leaderboardEntry(model.name, figures.metrics, cost),
    segments,
    parameters: model.parameters,
    notes: [...new Set([...card.notes, ...reporter.notes])],
  });
  return `${countText(task.cluster.length)} lists, peak ${lists.peakMemoryMB} MB`;
}

/** @throws InputError if the lists, an id and a score per item, do not fit into memory. */
function assertHolds(queries: number, listLength: number): void {
  const bytes = 12 * queries * listLength;
  if (bytes > machineMemory())
    throw new InputError(
      `"evaluation.listLength" of ${listLength} makes ${gigabytes(bytes)} of lists for ${countText(queries)} queries`,
      {},
      `at most ${Math.floor(machineMemory() / (12 * queries))}`,
    );
}
