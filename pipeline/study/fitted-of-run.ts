import { InputError } from '../../data/index.js';
import type { Recommender } from '../../models/index.js';
import { type Pipeline, resolveStage, resolveStages } from '../engine/stage.js';
import { readFitted } from '../files/fitted-file.js';
import type { Run } from '../files/run-folder.js';
import { readSplit } from '../files/split-file.js';
import { type AskedParts, fitPartsFor } from '../stages/fit-parts.js';
import { ingest } from '../stages/ingest.js';
import { split } from '../stages/split.js';
import { train } from '../stages/train.js';
import { pipelineOfRun } from './quiet-pipeline.js';

/** Fitted models of a run, with the parts of the log that they were fitted and asked on. */
export interface FittedOfRun {
  readonly models: readonly Recommender[];
  readonly parts: AskedParts;
  /** Folder of the loaded data. */
  readonly loaded: string;
  readonly pipeline: Pipeline;
}

/**
 * Reads fitted models of a run from the pipeline's cache; models no longer there are fitted again.
 * @throws InputError when the run has no such model.
 */
export async function fittedOfRun(run: Run, names: readonly string[]): Promise<FittedOfRun> {
  const known = run.leaderboard.models.map(({ model }) => model);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InputError(`the run has no model "${unknown}"`, {}, `one of ${known.join(', ')}`);
  const pipeline = pipelineOfRun(run, names);
  const loaded = (await resolveStage(pipeline, ingest)).folder;
  const parts = fitPartsFor(pipeline.config, await readSplit((await resolveStage(pipeline, split)).folder));
  const models: Recommender[] = [];
  for (const { folder } of await resolveStages(pipeline, names.map(train)))
    models.push((await readFitted(folder)).model);
  return { models, parts, loaded, pipeline };
}
