import { pipelineCommand, pipelineOf, stageUsage } from '../command-line/command.js';
import { resolveStages, type Stage } from '../engine/stage.js';
import { askedModels } from './asked-models.js';
import { eachModel } from './each-model.js';

/** Runs a stage for each model of a run as a command of its own. */
export function modelStagesCommand(name: string, purpose: string, stage: (model: string) => Stage): Promise<void> {
  return pipelineCommand(stageUsage(name), purpose, async (request) => {
    const pipeline = pipelineOf(request);
    const { names, isNamed } = askedModels(pipeline);
    const outputs = isNamed
      ? await resolveStages(pipeline, names.map(stage))
      : (await eachModel(pipeline, names, stage)).outputs;
    for (const { folder } of outputs) process.stdout.write(`${folder}\n`);
  });
}
