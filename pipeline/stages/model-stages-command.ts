import { contextOf, pipelineCommand, stageUsage } from '../command-line/command.js';
import { resolveStage, type Stage } from '../engine/stage.js';
import { chosenModels } from './chosen-models.js';

/** Runs a stage for each model of a run as a command of its own. */
export function modelStagesCommand(name: string, purpose: string, stage: (model: string) => Stage): Promise<void> {
  return pipelineCommand(stageUsage(name), purpose, async (request) => {
    const context = contextOf(request);
    const { models } = await chosenModels(context);
    for (const model of models) process.stdout.write(`${(await resolveStage(context, stage(model))).folder}\n`);
  });
}
