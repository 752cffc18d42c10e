import { type Config, defaults } from '../config/config.js';
import { assertUsed, type Situation, usedSettings } from '../config/used-settings.js';
import { perRun } from '../engine/per-run.js';
import { type Pipeline, resolveStage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { askedModels } from './asked-models.js';
import { ingest } from './ingest.js';
import { hasNeural } from './model-plan.js';

/**
 * The settings of a run with those replaced that have no effect on its data. The stages from `clean` to `task` and `measure` read their
 * settings here, so that a setting without effect changes no output, and one that was given is refused.
 * @throws InputError for a chosen setting that nothing reads on this data.
 */
export const settingsInUse: (pipeline: Pipeline) => Promise<Config> = perRun(async (pipeline) => {
  const { config, given } = pipeline;
  const models = askedModels(pipeline).names;
  // The backend alone depends on it, and whether a model is neural may be known to its module only.
  const isBackendChosen = config.backend !== defaults.backend || given?.has('backend') === true;
  const situation: Situation = {
    config,
    data: await readDatasetFacts((await resolveStage(pipeline, ingest)).folder),
    models,
    hasNeural: isBackendChosen && (await hasNeural(config, models)),
  };
  if (given) assertUsed(situation, given);
  return usedSettings(situation);
});
