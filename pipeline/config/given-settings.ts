import { isDeepStrictEqual } from 'node:util';
import { type Place, valueAt } from '../../data/index.js';
import { type Config, defaults, type Origin, sourceOf } from './config.js';

/** The settings chosen by the user, by path (`clean.minimum.perItem`): where each was written, and its name there. */
export type GivenSettings = ReadonlyMap<string, { readonly place: Place; readonly name: string }>;

/**
 * Finds the settings that a configuration chooses. A run's own `config.json` holds all settings, so only those that differ from
 * the defaults count, and its models and their parameters never do.
 * @param isRecord whether the file is such a `config.json`.
 */
export function givenSettings(given: unknown, origin: Origin = {}, isRecord = false): GivenSettings {
  const source = sourceOf(origin);
  const isChosen = (path: readonly string[]): boolean => {
    if (!isRecord || origin.flags?.has(path[0]!)) return true;
    const isOfModels = path[0] === 'models' || path[0] === 'parameters';
    return !isOfModels && !isDeepStrictEqual(valueAt(given, path), valueAt(defaults, path));
  };
  return new Map(
    leaves(given, [])
      .filter(isChosen)
      .map((path) => [path.join('.'), source(path)]),
  );
}

/** Only the settings at the given paths of a configuration: the content that a configuration file needs. */
export function settingsAt(config: Config, paths: Iterable<string>): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  for (const path of paths) {
    const keys = path.split('.');
    let part = chosen;
    for (const key of keys.slice(0, -1)) {
      part[key] ??= {};
      part = part[key] as Record<string, unknown>;
    }
    part[keys.at(-1)!] = valueAt(config, keys);
  }
  return chosen;
}

/** The paths of the settings in a part of a configuration; all parameters of a model count as one setting. */
export function leaves(part: unknown, path: readonly string[]): string[][] {
  const isPart = path.length === 0 || path.join() === 'parameters' || isGroup(valueAt(defaults, path));
  if (!isPart || !isGroup(part)) return [[...path]];
  return Object.entries(part).flatMap(([key, value]) => leaves(value, [...path, key]));
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
