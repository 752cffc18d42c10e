import { isDeepStrictEqual } from 'node:util';
import type { Run } from '../files/run-folder.js';

/** A difference between two runs, with its path such as `clean.minimum.perItem`; undefined in the run that lacks the value. */
export interface Difference {
  readonly what: string;
  readonly first: unknown;
  readonly second: unknown;
}

/** All differences between two runs. */
export interface RunDifferences {
  /** Settings, and the parameters of the models that both have. */
  readonly settings: readonly Difference[];
  readonly environment: readonly Difference[];
  /** Input files, by their sha256. */
  readonly inputs: readonly Difference[];
}

/** Compares all that two runs recorded of how they were made, except the locations of their files. */
export function runDifferences(first: Run, second: Run): RunDifferences {
  const shared = modelsOfBoth(first, second);
  return {
    settings: differencesOf(settingsOf(first, shared), settingsOf(second, shared)),
    environment: differencesOf(environmentOf(first), environmentOf(second)),
    inputs: differencesOf(inputsOf(first), inputsOf(second)),
  };
}

/** The models that both runs have, in the first one's order. */
export const modelsOfBoth = (first: Run, second: Run): string[] => {
  const others = new Set(modelsOf(second));
  return modelsOf(first).filter((model) => others.has(model));
};

export const modelsOf = ({ leaderboard }: Run): string[] => leaderboard.models.map(({ model }) => model);

/** Takes the parameters from `task.json`, which has their defaults filled in. */
function settingsOf({ config, task }: Run, models: readonly string[]) {
  const { format: _, key: __, data: ___, out: ____, cache: _____, models: ______, ...settings } = config;
  return { ...settings, parameters: Object.fromEntries(models.map((model) => [model, task.parameters[model]])) };
}

/** Leaves out the seed, which is a setting, and the files, which are inputs. */
function environmentOf({ environment: { seed: _, files: __, ...environment } }: Run) {
  return environment;
}

const inputsOf = ({ files }: Run) => Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));

function differencesOf(first: unknown, second: unknown, what = ''): Difference[] {
  if (isGroup(first) && isGroup(second))
    return [...new Set([...Object.keys(first), ...Object.keys(second)])].flatMap((key) =>
      differencesOf(first[key], second[key], what ? `${what}.${key}` : key),
    );
  return isDeepStrictEqual(first, second) ? [] : [{ what, first, second }];
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
