import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTruth } from '../../data/index.js';
import { bestPossible, evaluateModel } from '../../evaluation/index.js';
import type { Config } from '../config/config.js';
import type { ContentHash } from '../engine/content-hashes.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { readTask } from '../files/task-file.js';

export interface BestPossibleInputs extends Pick<Config, 'seed' | 'evaluation'> {
  readonly truth: readonly ContentHash[];
}

export type BestPossibleNeeds = { readonly task: Stage };

/** The file in the stage's folder: each figure with its interval. */
export const bestPossibleFile = 'best-possible.json';

/**
 * Ranks by the truth and measures the lists as a model's.
 * @param source the generated shop's folder.
 */
export async function measureBestPossible(
  folder: string,
  { inputs: { seed, evaluation }, needs, pipeline }: StageCall<BestPossibleInputs, BestPossibleNeeds>,
  source: string,
): Promise<string> {
  const { task, catalogue, held } = await readTask(needs.task.folder);
  const bar = pipeline.reporter.start('best possible lists', task.cluster.length, 'queries');
  const lists = bestPossible(await readTruth(source), task.queries, held, evaluation.listLength);
  const { metrics } = evaluateModel(task, lists, catalogue, { ...evaluation, seed }, held);
  bar.finish();
  await writeFile(join(folder, bestPossibleFile), JSON.stringify(metrics));
  return `${task.cluster.length.toLocaleString('en')} lists by the true chances`;
}
