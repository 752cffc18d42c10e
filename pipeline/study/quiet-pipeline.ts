import { quiet, type Reporter } from '../../data/index.js';
import type { Config } from '../config/config.js';
import { givenSettings } from '../config/given-settings.js';
import { parseConfig } from '../config/parse-config.js';
import type { Pipeline } from '../engine/stage.js';
import { settingsOf } from '../files/run-config.js';
import type { Run } from '../files/run-folder.js';
import { interruption } from '../notebooks/interruption.js';

/** Settings that differ from the default configuration; unknown keys are errors, as in a file. */
export type Settings = { readonly [Key in keyof Config]?: unknown };

/** A pipeline that tells nothing but warnings, unless a reporter is given: in a notebook, the cell's output is the result. */
export const quietPipeline = (settings: Settings, reporter: Reporter = quiet): Pipeline => ({
  config: parseConfig(settings),
  given: givenSettings(settings),
  force: false,
  reporter,
  done: new Map(),
  abort: interruption(),
});

/** The pipeline that finds the outputs of a finished run's stages. Its settings were checked when it ran. */
export function pipelineOfRun({ config }: Run, models: readonly string[] = config.models): Pipeline {
  const { given: _, ...pipeline } = quietPipeline({ ...settingsOf(config), models });
  return pipeline;
}
