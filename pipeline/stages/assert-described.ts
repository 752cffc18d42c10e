import { InputError } from '../../data/index.js';
import { factsOf } from '../../models/index.js';
import { type Pipeline, resolveStage } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { ingest } from './ingest.js';
import { withParts } from './model-plan.js';
import { refusalOf } from './refusal.js';

/**
 * Refuses a model that learns from item properties, or has such a part, if the data has none.
 * @throws Refusal naming both.
 */
export async function assertDescribed(pipeline: Pipeline, name: string): Promise<void> {
  const poor = (await withParts(pipeline.config, name)).find(({ model }) => factsOf(model).content === 'needs');
  if (!poor) return;
  const { name: data, hasProperties } = await readDatasetFacts((await resolveStage(pipeline, ingest)).folder);
  if (hasProperties) return;
  const part = poor.model === name ? 'it' : `its part ${poor.model}`;
  const lack = new InputError(
    `${part} learns from what a shop says of its items, and ${data} says nothing of them`,
    {},
    'a log with properties, categories, brands or titles of its items, or other --models',
  );
  throw refusalOf(name, lack);
}
