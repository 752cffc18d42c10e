import { join } from 'node:path';
import { countText } from '../../data/index.js';
import { catalogueOf, orderOfFile, writeQueries, writeTargets } from '../../evaluation/index.js';
import { contentFor, itemCategories } from '../../features/index.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { readContent } from '../files/dataset-file.js';
import { writeItems } from '../files/items-file.js';
import { readSplit } from '../files/split-file.js';
import { writeTask } from '../files/task-file.js';
import { fitPartsFor, setAsideBefore } from './fit-parts.js';
import { makeTask, type TaskSettings } from './make-task.js';

/** The seed draws P-holdout's targets on validation too. */
export type TaskInputs = TaskSettings;

export type TaskNeeds = { readonly loaded: Stage; readonly parted: Stage };

/** Makes the task and counts the catalogue. */
export async function work(
  folder: string,
  { inputs, needs, pipeline }: StageCall<TaskInputs, TaskNeeds>,
): Promise<string> {
  const dataset = await readDatasetFacts(needs.loaded.folder);
  const wholes = await readSplit(needs.parted.folder);
  const parts = fitPartsFor(inputs, wholes);
  const { train, held, sessionsInLog } = parts;
  const task = makeTask(inputs, parts, dataset);
  const placed = itemCategories(train.items, contentFor(train, await readContent(needs.loaded.folder)));
  const catalogue = catalogueOf(train, placed.category);
  const counts = { ...setAsideBefore(inputs, wholes, parts), ...task.counts };
  await writeTask(folder, { dataset: dataset.name, task: { ...task, counts }, catalogue, held });
  await writeTargets(join(folder, 'targets.parquet'), task, { visitors: held.visitors, items: train.items });
  await writeItems(join(folder, 'items.parquet'), train, catalogue, placed);
  const session = task.session?.map((own) => sessionsInLog[own]!); // as exports number them
  await writeQueries(join(folder, 'queries.parquet'), { ...task, ...(session && { session }) }, held.visitors);
  const ofFile = counts[orderOfFile];
  if (ofFile)
    pipeline.reporter.say(
      'task',
      `${countText(ofFile)} of ${countText(counts.queries!)} next items have the very time of the item before: their order is that of the file; "evaluation": { "equalTimes": "together" } asks without it`,
      'warning',
    );
  const [queries, targets] = [task.cluster.length, task.targets.values.length].map(countText);
  return `P-${inputs.protocol}: ${queries} queries, ${targets} targets`;
}
