import { InputError } from '../../data/index.js';
import type { LeftOut } from '../../evaluation/index.js';
import { perRun } from '../engine/per-run.js';
import { type Pipeline, resolveStage } from '../engine/stage.js';
import { askedModels } from './asked-models.js';
import { assertDescribed } from './assert-described.js';
import { backendFor } from './backend.js';
import { eachModel } from './each-model.js';
import { measure } from './measure.js';
import { task } from './task.js';
import { train } from './train.js';

/** The models of a run; and of a group, those that the data does not suffice for. */
export interface ChosenModels {
  readonly models: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The models of a run: all that were named; of a group, or where none was named, those that can be fitted on the data and asked.
 * @throws InputError for a backend that cannot be loaded, for a named model that the data says too little for, or where no model is left:
 * the former two before any fit.
 */
export const chosenModels: (pipeline: Pipeline) => Promise<ChosenModels> = perRun(async (pipeline) => {
  const { names, isNamed } = askedModels(pipeline);
  if (isNamed) for (const name of names) await assertDescribed(pipeline, name);
  await backendFor(pipeline, names);
  await resolveStage(pipeline, task); // a protocol that the log has nothing for is no model's fault
  if (isNamed) return { models: names, leftOut: [] };
  const fitted = await eachModel(pipeline, names, train);
  const measured = await eachModel(pipeline, fitted.models, measure);
  const leftOut = [...fitted.leftOut, ...measured.leftOut];
  if (measured.models.length > 0) return { models: measured.models, leftOut };
  const [first] = leftOut;
  throw new InputError(`the data suffices for none of the models: ${first!.model}: ${first!.reason}`);
});
