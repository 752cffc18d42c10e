#!/usr/bin/env -S npx tsx
import { availableParallelism } from 'node:os';
import { createModel } from '../models/index.js';
import { isMain } from './cli.js';
import { contextOf, pipelineCommand } from './command.js';
import { fitPartsFor } from './fit-parts.js';
import { writeFitted } from './fitted-file.js';
import { measured } from './peak-memory.js';
import { split } from './split.js';
import { readSplit } from './split-file.js';
import { type RunContext, runStage, type StageOutput } from './stage.js';

/** Fits one model on train and validation together: `model` and `fit.json`. */
async function trainModel(context: RunContext, before: StageOutput, name: string): Promise<StageOutput> {
  const { config, progress } = context;
  const { protocol, seed } = config;
  const model = createModel(name, config.parameters[name]);
  return runStage(context, {
    name: `train-${name}`,
    module: 'pipeline/train.ts',
    // The model's own file rather than the registry: to change one model is not to fit the others again.
    computes: [`models/${name}.ts`, 'pipeline/fit-parts.ts', 'pipeline/split-file.ts'],
    inputs: { before: before.key, protocol, parameters: model.parameters, seed },
    work: async (folder) => {
      const { train } = fitPartsFor(protocol, await readSplit(before.folder));
      const { seconds, peakMemoryMB } = await measured(() =>
        model.fit(train, { seed, progress, threads: availableParallelism() }),
      );
      const { parameters } = model;
      await writeFitted(folder, model, { model: name, parameters, fitSeconds: seconds, peakMemoryMB });
      const what = protocol === 'next' ? 'views' : 'events';
      return `fitted on the ${train.time.length.toLocaleString('en')} ${what} of train and validation, peak ${peakMemoryMB} MB`;
    },
  });
}

/** Fits every model that was asked for, in the order given. */
export async function train(context: RunContext): Promise<StageOutput[]> {
  const before = await split(context);
  const outputs: StageOutput[] = [];
  for (const name of context.config.models) outputs.push(await trainModel(context, before, name));
  return outputs;
}

if (isMain(import.meta.url))
  void pipelineCommand(
    'npx tsx pipeline/train.ts [flags]',
    'Fits the models on train and validation.',
    async (request) => {
      for (const { folder } of await train(contextOf(request))) process.stdout.write(`${folder}\n`);
    },
  );
