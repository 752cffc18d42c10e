import { InputError } from '../../data/index.js';
import { factsOf, modelNames } from '../../models/index.js';
import { modelGroups } from '../config/config.js';
import { type RunContext, resolveStage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { ingest } from './ingest.js';
import { withParts } from './model-plan.js';

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
  // What a model lacks, itself or a part of it.
  const lack = async (name: string) =>
    hasProperties
      ? undefined
      : (await withParts(context.config, name)).find(({ model }) => factsOf(model).content === 'needs');
  if (modelGroups.includes(models[0]!)) {
    const group = modelNames.filter((name) => models[0] === 'all' || !factsOf(name).neural);
    const lacks = await Promise.all(group.map(lack));
    const leftOut = group.filter((_, i) => lacks[i] !== undefined);
    if (leftOut.length > 0 && !told.has(context.done))
      context.say('models', `left out, for the data says nothing of its items: ${leftOut.join(', ')}`);
    told.add(context.done);
    return { models: group.filter((_, i) => lacks[i] === undefined), leftOut };
  }
  for (const name of models) {
    const poor = await lack(name);
    if (poor !== undefined)
      throw new InputError(
        `${poor.model === name ? name : `${poor.model}, a part of ${name},`} learns from what a shop says of its items, and ${data} says nothing of them`,
        {},
        'a folder with item_properties_part*.csv (or categories or genres of its items), or other --models',
      );
  }
  return { models, leftOut: [] };
}
