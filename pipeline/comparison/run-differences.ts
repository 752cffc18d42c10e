import { isDeepStrictEqual } from 'node:util';
import type { Run } from '../files/run-folder.js';

/** What is not the same in two runs, as a path of names such as `clean.minimum.perItem`; undefined in the run that has none. */
export interface Difference {
  readonly what: string;
  readonly first: unknown;
  readonly second: unknown;
}

/** What two runs differ in. */
export interface RunDifferences {
  /** Settings, and the parameters of the models that both have. */
  readonly settings: readonly Difference[];
  readonly environment: readonly Difference[];
  /** Input files, by their sha256. */
  readonly inputs: readonly Difference[];
}

/** Compares all that two runs wrote down of how they were made, but for the places of their files. */
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

/** Parameters stand in `task.json` with their defaults filled in. */
function settingsOf({ config, task }: Run, models: readonly string[]) {
  const { format: _, key: __, data: ___, out: ____, cache: _____, models: ______, ...settings } = config;
  return { ...settings, parameters: Object.fromEntries(models.map((model) => [model, task.parameters[model]])) };
}

/** The seed is a setting; files are inputs. */
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
