#!/usr/bin/env -S npx tsx
import { isMain } from '../command-line/cli.js';
import type { Stage } from '../engine/stage.js';
import type { MeasureInputs, MeasureNeeds } from './measure-model.js';
import { modelStagesCommand } from './model-stages-command.js';
import { perModel } from './per-model.js';
import { settingsInUse } from './settings-in-use.js';
import { task } from './task.js';
import { train } from './train.js';

/**
 * Computes and measures one fitted model's lists: `predictions.parquet`, `per-query.parquet` and `measured.json`.
 *
 * The model's inference code is covered by the key of the stage that fitted it.
 */
export const measure = perModel(
  (name): Stage<MeasureInputs, MeasureNeeds> => ({
    name: `measure-${name}`,
    modules: ['pipeline/stages/measure-model.ts'],
    load: async () => {
      const { measureModel } = await import('./measure-model.js');
      const { readFitted } = await import('../files/fitted-file.js');
      return { work: async (folder, call) => measureModel(folder, call, await readFitted(call.needs.fitted.folder)) };
    },
    needs: () => ({ task, fitted: train(name) }),
    inputs: async (pipeline) => {
      const { seed, evaluation } = await settingsInUse(pipeline);
      return { seed, evaluation };
    },
  }),
);

if (isMain(import.meta.url))
  void modelStagesCommand('measure', 'Asks the models for their lists and measures these.', measure);
