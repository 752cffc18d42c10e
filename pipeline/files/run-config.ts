import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../data/index.js';
import type { Config } from '../config/config.js';

/** The version of a run folder's layout: raised whenever a reader of the old one would go wrong. */
export const runFormat = 3;

/** `config.json` of a run folder: the full configuration, and what identifies the run. */
export interface RunConfig extends Config {
  readonly format: number;
  /** Hash of all that the run's figures depend on, and of its settings. */
  readonly key: string;
}

/**
 * Reads the configuration that a run folder was made with; undefined where there is no such folder, or an empty one.
 * @param anyVersion takes a folder of another version too, to be replaced.
 * @throws InputError for a folder that is no run folder, or one of another version.
 */
export async function readRunConfig(folder: string, anyVersion = false): Promise<RunConfig | undefined> {
  if (!existsSync(folder)) return undefined;
  const config: unknown = await readFile(join(folder, 'config.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  if (!isRunConfig(config)) {
    if ((await readdir(folder).catch(() => ['a file'])).length === 0) return undefined;
    throw new InputError(
      'is no run folder',
      { file: folder },
      'a folder that does not exist yet or is empty, or one of an earlier run; this one is left as it is',
    );
  }
  if (config.format !== runFormat && !anyVersion)
    throw new InputError(
      `a run folder of layout version ${config.format}`,
      { file: folder },
      `version ${runFormat}: run with --force to make it anew, or name another folder with --out`,
    );
  return config;
}

/** Any version's configuration: what else a folder holds under this name must not be taken for a run and replaced. */
export const isRunConfig = (value: unknown): value is RunConfig => {
  const config = value as Partial<RunConfig> | undefined | null;
  return typeof config?.format === 'number' && typeof config.key === 'string' && typeof config.protocol === 'string';
};

/** The settings of a run, less what only identifies it: given to the pipeline they repeat the run. */
export function settingsOf({ format: _, key: __, ...settings }: RunConfig): Config {
  return settings;
}
