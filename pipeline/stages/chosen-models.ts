import { InputError } from '../../data/index.js';
import { factsOf, modelNames } from '../../models/index.js';
import { modelGroups } from '../config/config.js';
import { type RunContext, resolveStage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { ingest } from './ingest.js';

/** The models of a run, and of a group of models those that the data lacks something for. */
export interface ChosenModels {
  readonly models: readonly string[];
  readonly leftOut: readonly string[];
}

/** The runs that have been told what is left out. */
const told = new WeakSet<RunContext['done']>();

/**
 * The models that a run was asked for; says once what is left out.
 * @throws InputError for one asked for by name that learns from what the data does not hold, before any work is done for it.
 */
export async function chosenModels(context: RunContext): Promise<ChosenModels> {
  const { models } = context.config;
  const { name: data, hasProperties } = await readDatasetFacts((await resolveStage(context, ingest)).folder);
  const lacks = (name: string) => !hasProperties && factsOf(name).content === 'needs';
  if (modelGroups.includes(models[0]!)) {
    const group = modelNames.filter((name) => models[0] === 'all' || !factsOf(name).neural);
    const leftOut = group.filter(lacks);
    if (leftOut.length > 0 && !told.has(context.done))
      context.say('models', `left out, for the data says nothing of its items: ${leftOut.join(', ')}`);
    told.add(context.done);
    return { models: group.filter((name) => !lacks(name)), leftOut };
  }
  const poor = models.find(lacks);
  if (poor === undefined) return { models, leftOut: [] };
  throw new InputError(
    `${poor} learns from what a shop says of its items, and ${data} says nothing of them`,
    {},
    'a folder with item_properties_part*.csv (or categories or genres of its items), or other --models',
  );
}
