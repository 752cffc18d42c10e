#!/usr/bin/env -S npx tsx
import { factsOf, type Parameters } from '../../models/index.js';
import { isMain } from '../command-line/cli.js';
import type { Config } from '../config/config.js';
import type { Stage } from '../engine/stage.js';
import { backendFor } from './backend.js';
import { chosenModels } from './chosen-models.js';
import { filledParameters } from './filled-parameters.js';
import type { TrainInputs, TrainNeeds } from './fit-model.js';
import { ingest } from './ingest.js';
import { modelStagesCommand } from './model-stages-command.js';
import { perModel } from './per-model.js';
import { split } from './split.js';

/**
 * Fits one model, on train and validation or to choose parameters on train alone: `model` and `fit.json`, and of one that learns in
 * epochs `history.arrow`. Long training that is killed goes on from its checkpoint beside the folder.
 * @param parameters what differs from the model's defaults.
 */
export function trainStage(
  name: string,
  parameters: (config: Config) => Parameters = ({ parameters }) => (parameters[name] ?? {}) as Parameters,
): Stage<TrainInputs, TrainNeeds> {
  const { module, content, neural } = factsOf(name);
  return {
    name: `train-${name}`,
    // The model's own module rather than the registry: to change one model is not to fit the others again.
    modules: ['pipeline/stages/fit-model.ts', module],
    load: async () => {
      const { fitModel } = await import('./fit-model.js');
      const { assertFittable } = await import('./assert-fittable.js');
      return {
        work: async (folder, call) => {
          const { config } = call.context;
          const { models } = await chosenModels(call.context);
          return fitModel(folder, call, {
            model: new (await factsOf(name).load())(call.inputs.parameters),
            // Of all models, not of this one alone: the first that is fitted speaks for those behind it.
            assertFittable: (train) => assertFittable(models, config.parameters, train),
          });
        },
      };
    },
    needs: () => ({ loaded: ingest, parted: split }),
    inputs: async (context) => {
      const { protocol, on, seed } = context.config;
      const chosen = neural && (await backendFor(context, [name]));
      return {
        ...{ protocol, on, seed, readsContent: content !== undefined },
        parameters: await filledParameters(context.config.cache, name, parameters(context.config)),
        ...(chosen && { backend: chosen.backend }),
      };
    },
  };
}

/** The stage that fits a model with the run's own parameters. */
export const train = perModel((name) => trainStage(name));

if (isMain(import.meta.url)) void modelStagesCommand('train', 'Fits the models on train and validation.', train);
