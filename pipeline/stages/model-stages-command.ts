import { contextOf, pipelineCommand, stageUsage } from '../command-line/command.js';
import { resolveStages, type Stage } from '../engine/stage.js';
import { askedModels } from './asked-models.js';
import { eachModel } from './each-model.js';

/** Runs a stage for each model of a run as a command of its own. */
export function modelStagesCommand(name: string, purpose: string, stage: (model: string) => Stage): Promise<void> {
  return pipelineCommand(stageUsage(name), purpose, async (request) => {
    const context = contextOf(request);
    const { names, isNamed } = askedModels(context);
    const outputs = isNamed
      ? await resolveStages(context, names.map(stage))
      : (await eachModel(context, names, stage)).outputs;
    for (const { folder } of outputs) process.stdout.write(`${folder}\n`);
  });
}
