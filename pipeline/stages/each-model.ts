import type { LeftOut } from '../../evaluation/index.js';
import { type Pipeline, resolveStage, type Stage, type StageOutput } from '../engine/stage.js';
import { Refusal } from './refusal.js';

/** Runs a stage for each model; a model that refuses is left out, and the reason reported. */
export async function eachModel(
  pipeline: Pipeline,
  names: readonly string[],
  stage: (name: string) => Stage,
): Promise<{ models: readonly string[]; outputs: readonly StageOutput[]; leftOut: readonly LeftOut[] }> {
  const models: string[] = [];
  const outputs: StageOutput[] = [];
  const leftOut: LeftOut[] = [];
  for (const model of names) {
    try {
      outputs.push(await resolveStage(pipeline, stage(model)));
      models.push(model);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const reason = error.model === model ? error.reason : error.message;
      leftOut.push({ model, reason });
      pipeline.reporter.say('models', `${model} is left out: ${reason}`, 'warning');
    }
  }
  return { models, outputs, leftOut };
}
