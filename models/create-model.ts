import type { Recommender } from './base/recommender.js';
import { factsOf, type ModelName, modelNames } from './registry.js';

/** The classes of all models: who imports this module has every one of them loaded. */
const classes = new Map(await Promise.all(modelNames.map(async (name) => [name, await factsOf(name).load()] as const)));

/**
 * Makes an unfitted model.
 * @param parameters what differs from its defaults.
 * @throws InputError for an unknown name or a parameter out of range.
 */
export function createModel(name: string, parameters: unknown = {}): Recommender {
  factsOf(name);
  return new (classes.get(name as ModelName)!)(parameters);
}
