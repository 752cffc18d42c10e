#!/usr/bin/env -S npx tsx
import type { Cut } from '../../data/index.js';
import { factsOf, loadModel, type Parameters, type PartSpec } from '../../models/index.js';
import { isMain } from '../command-line/cli.js';
import type { Config } from '../config/config.js';
import type { Pipeline, Stage } from '../engine/stage.js';
import { askedModels } from './asked-models.js';
import { assertDescribed } from './assert-described.js';
import { backendFor } from './backend.js';
import type { TrainInputs, TrainNeeds } from './fit-model.js';
import { ingest } from './ingest.js';
import { modelPlan } from './model-plan.js';
import { modelStagesCommand } from './model-stages-command.js';
import { perModel } from './per-model.js';
import { split } from './split.js';

/**
 * Fits one model on train and validation, or, to choose parameters, on train alone. Writes `model.bundle`, and for a model that learns
 * in epochs `history.arrow`. The model's parts are fitted first, by stages like this one; models that name the same part share it.
 * Training that was killed is resumed from its checkpoint beside the folder.
 * @param given parameters that differ from the model's defaults.
 * @param cut fits only on what it leaves of train, in train's own ids; by default on all of train.
 */
export function trainStage(
  name: string,
  given: (config: Config) => Parameters,
  cut?: Cut,
): Stage<TrainInputs, TrainNeeds> {
  const { module, content, neural } = factsOf(name);
  const plan = ({ config }: Pipeline) => modelPlan(config.cache, name, given(config));
  return {
    name: `train-${name}`,
    // The model's own module rather than the registry: a change of one model does not fit the others again.
    modules: ['pipeline/stages/fit-model.ts', module],
    load: async () => {
      const { fitModel } = await import('./fit-model.js');
      const { assertFittable } = await import('./assert-fittable.js');
      const { readFitted } = await import('../files/fitted-file.js');
      return {
        work: async (folder, call) => {
          const { config } = call.pipeline;
          const { names, isNamed } = askedModels(call.pipeline);
          const { parameters } = call.inputs;
          return fitModel(folder, call, {
            make: () => loadModel(name, parameters),
            // If a refusal ends the run, the first fit checks all models in advance.
            assertFittable: (train) =>
              isNamed
                ? assertFittable(names, config.parameters, train)
                : assertFittable([name], { [name]: parameters }, train),
            open: readFitted,
            cutPart: (spec, cut) => partStage(spec, cut),
          });
        },
      };
    },
    needs: async (pipeline) => ({
      loaded: ingest,
      parted: split,
      parts: (await plan(pipeline)).parts.map((spec) => partStage(spec)),
    }),
    inputs: async (pipeline) => {
      const { protocol, on, seed } = pipeline.config;
      if (content === 'needs') await assertDescribed(pipeline, name);
      const chosen = neural && (await backendFor(pipeline, [name]));
      const { parameters, parts } = await plan(pipeline);
      return {
        ...{ protocol, on, seed, readsContent: content !== undefined, parameters, parts },
        ...(chosen && { backend: chosen.backend }),
        ...(cut && { cut }),
      };
    },
  };
}

const partStages = new Map<string, Stage<TrainInputs, TrainNeeds>>();

/** The stage that fits a part of other models; every call for a part returns the same stage. */
export function partStage(spec: PartSpec, cut?: Cut): Stage<TrainInputs, TrainNeeds> {
  const key = JSON.stringify([spec, cut]);
  const stage = partStages.get(key) ?? trainStage(spec.model, () => spec.parameters ?? {}, cut);
  partStages.set(key, stage);
  return stage;
}

/** The stage that fits a model with the run's own parameters. */
export const train = perModel((name) => trainStage(name, ({ parameters }) => (parameters[name] ?? {}) as Parameters));

if (isMain(import.meta.url)) void modelStagesCommand('train', 'Fits the models on train and validation.', train);
