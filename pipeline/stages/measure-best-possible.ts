import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countText, readTruth } from '../../data/index.js';
import { accuracyMetrics, bestPossible, evaluateModel } from '../../evaluation/index.js';
import type { Config } from '../config/config.js';
import type { ContentHash } from '../engine/content-hashes.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { readTask } from '../files/task-file.js';

export interface BestPossibleInputs extends Pick<Config, 'seed' | 'evaluation'> {
  readonly truth: readonly ContentHash[];
}

export type BestPossibleNeeds = { readonly task: Stage };

/** The file in the stage's folder: each accuracy figure with its interval. */
export const bestPossibleFile = 'best-possible.json';

/**
 * Ranks by the truth and measures the accuracy of the lists as a model's; by other metrics, such as coverage, this ranking is not the best.
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
  const best = Object.entries(metrics).filter(([name]) => accuracyMetrics.includes(name.split('@')[0]!));
  await writeFile(join(folder, bestPossibleFile), JSON.stringify(Object.fromEntries(best)));
  return `${countText(task.cluster.length)} lists by the true chances`;
}
