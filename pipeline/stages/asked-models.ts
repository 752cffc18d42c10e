import { factsOf, modelNames } from '../../models/index.js';
import { modelGroups } from '../config/config.js';
import type { Pipeline } from '../engine/stage.js';

/** The models requested for a run. */
export interface AskedModels {
  readonly names: readonly string[];
  /** Whether each was named: a named model that refuses the data ends the run; otherwise the model is left out. */
  readonly isNamed: boolean;
}

/** The named models, those of the named group, or the default ones. */
export function askedModels({ config: { models }, given }: Pick<Pipeline, 'config' | 'given'>): AskedModels {
  if (modelGroups.includes(models[0]!))
    return { names: modelNames.filter((name) => models[0] === 'all' || !factsOf(name).neural), isNamed: false };
  return { names: models, isNamed: given === undefined || given.has('models') };
}
