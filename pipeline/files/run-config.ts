import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertWritable, InputError } from '../../data/index.js';
import type { Config } from '../config/config.js';
import { readManifest, stateOf } from '../engine/manifest.js';

/** The version of a run folder's layout: raised whenever an old folder could be misread. */
export const runFormat = 4;

/** `config.json` of a run folder: the full configuration, with the run's key and layout version. */
export interface RunConfig extends Config {
  readonly format: number;
  /** Hash of all that the run's figures depend on, and of its settings. */
  readonly key: string;
}

/**
 * Refuses to replace a folder that is not a run. A missing or empty folder and a run, even a damaged one, may be replaced.
 * @param anyVersion accepts a run of another version too.
 * @throws InputError for a folder that is not a run folder, one of another version, or one that cannot be written.
 */
export async function assertReplaceable(folder: string, anyVersion: boolean): Promise<void> {
  if (!existsSync(folder)) return assertWritable(folder);
  if ((await readdir(folder).catch(() => ['a file'])).length === 0) return;
  const config = await configIn(folder);
  if (config && !anyVersion) assertVersion(folder, config);
  if (config || (await readManifest(folder))?.stage === 'report') return;
  throw new InputError(
    'is no run folder',
    { file: folder },
    'a folder that does not exist yet or is empty, or one of an earlier run; this one is left as it is',
  );
}

/**
 * Reads the configuration of a run after checking that all files of its folder are as they were written.
 * @throws InputError for a folder that is not a run folder, one of another version, or one that is damaged.
 */
export async function readRunConfig(folder: string): Promise<RunConfig> {
  const config = await configIn(folder);
  if (config) assertVersion(folder, config);
  const state = await stateOf(folder);
  if (state === 'none')
    throw new InputError('there is no such run folder', { file: folder }, 'the path that a pipeline run printed');
  if (!config && (await readManifest(folder))?.stage !== 'report')
    throw new InputError('is no run folder', { file: folder }, 'the path that a pipeline run printed');
  if (state !== 'whole' || !config)
    throw new InputError(
      `the run is damaged${typeof state === 'string' ? '' : `: ${state.damage}`}`,
      { file: folder },
      'the folder as the run left it: the command that made it makes it whole again',
    );
  return config;
}

/** The content of a folder's `config.json`, if it is a run's configuration. */
async function configIn(folder: string): Promise<RunConfig | undefined> {
  const config: unknown = await readFile(join(folder, 'config.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  return isRunConfig(config) ? config : undefined;
}

function assertVersion(folder: string, { format }: RunConfig): void {
  if (format === runFormat) return;
  throw new InputError(
    `a run folder of layout version ${format}`,
    { file: folder },
    `version ${runFormat}: run with --force to make it anew, or name another folder with --out`,
  );
}

/** Recognises a run's configuration of any version; a folder with any other `config.json` must not be replaced as a run. */
export const isRunConfig = (value: unknown): value is RunConfig => {
  const config = value as Partial<RunConfig> | undefined | null;
  return typeof config?.format === 'number' && typeof config.key === 'string' && typeof config.protocol === 'string';
};

/** The settings of a run, without the fields that only identify it; passed to the pipeline they repeat the run. */
export function settingsOf({ format: _, key: __, ...settings }: RunConfig): Config {
  return settings;
}
