import type { Config } from '../config/config.js';
import { assertUsed, type Situation, usedSettings } from '../config/used-settings.js';
import { perRun } from '../engine/per-run.js';
import { type Pipeline, resolveStage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { askedModels } from './asked-models.js';
import { ingest } from './ingest.js';
import { isNeural } from './model-plan.js';

/**
 * The settings as the stages after `ingest` read them. All these stages read their settings from here, so that every given setting
 * is either applied or refused.
 * @throws InputError for a chosen setting that nothing reads on this data.
 */
export const settingsInUse: (pipeline: Pipeline) => Promise<Config> = perRun(async (pipeline) => {
  const { config, given } = pipeline;
  const models = askedModels(pipeline).names;
  const situation: Situation = {
    config,
    data: await readDatasetFacts((await resolveStage(pipeline, ingest)).folder),
    models,
    hasNeural: (await Promise.all(models.map((name) => isNeural(config, name)))).includes(true),
  };
  if (given) assertUsed(situation, given);
  return usedSettings(situation);
});
