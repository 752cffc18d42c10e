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

/** The models of a run, and those of its group that the data does not suffice for. */
export interface ChosenModels {
  readonly models: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The models of a run: all named ones; of a group, or by default, those that can be fitted and measured on the data.
 * @throws InputError if the backend cannot be loaded, if a named model needs item properties that the data lacks (both before any fit),
 * or if no model is left.
 */
export const chosenModels: (pipeline: Pipeline) => Promise<ChosenModels> = perRun(async (pipeline) => {
  const { names, isNamed } = askedModels(pipeline);
  if (isNamed) for (const name of names) await assertDescribed(pipeline, name);
  await backendFor(pipeline, names);
  await resolveStage(pipeline, task); // first, so that a protocol without queries on this log is not blamed on a model
  if (isNamed) return { models: names, leftOut: [] };
  const fitted = await eachModel(pipeline, names, train);
  const measured = await eachModel(pipeline, fitted.models, measure);
  const leftOut = [...fitted.leftOut, ...measured.leftOut];
  if (measured.models.length > 0) return { models: measured.models, leftOut };
  const [first] = leftOut;
  throw new InputError(`the data suffices for none of the models: ${first!.model}: ${first!.reason}`);
});
