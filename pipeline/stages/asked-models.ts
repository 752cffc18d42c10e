import { factsOf, modelNames } from '../../models/index.js';
import { modelGroups } from '../config/config.js';
import type { Pipeline } from '../engine/stage.js';

/** The models that a run is asked for. */
export interface AskedModels {
  readonly names: readonly string[];
  /** Whether each was named: a model that refuses the data then ends the run, where otherwise it is left out. */
  readonly isNamed: boolean;
}

/** Those that were named, those of the group that was, or those of a run that names none. */
export function askedModels({ config: { models }, given }: Pick<Pipeline, 'config' | 'given'>): AskedModels {
  if (modelGroups.includes(models[0]!))
    return { names: modelNames.filter((name) => models[0] === 'all' || !factsOf(name).neural), isNamed: false };
  return { names: models, isNamed: given === undefined || given.has('models') };
}
