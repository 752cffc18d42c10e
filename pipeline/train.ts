#!/usr/bin/env -S npx tsx
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createModel, type Parameters, type Recommender } from '../models/index.js';
import { isMain } from './cli.js';
import { codeVersion } from './code-version.js';
import { contextOf, pipelineCommand } from './command.js';
import { fitPartsFor } from './fit-parts.js';
import { measured } from './peak-memory.js';
import { split } from './split.js';
import { readSplit } from './split-file.js';
import { type RunContext, runStage, type StageOutput } from './stage.js';

/** What the training stage leaves in `fit.json` beside a model's file `model`. */
export interface FitSummary {
  readonly model: string;
  readonly parameters: Parameters;
  readonly fitSeconds: number;
  readonly peakMemoryMB: number;
}

/** Fits one model on train and validation together: `model` and `fit.json`. */
async function trainModel(context: RunContext, before: StageOutput, name: string): Promise<StageOutput> {
  const { config, progress } = context;
  const { protocol, seed } = config;
  const model = createModel(name, config.parameters[name]);
  return runStage(context, {
    name: `train-${name}`,
    // The model's own file rather than this one: to change one model is not to fit the others again.
    module: `models/${name}.ts`,
    inputs: {
      before: before.key,
      protocol,
      parameters: model.parameters,
      seed,
      fit: await codeVersion('pipeline/fit-parts.ts'),
    },
    work: async (folder) => {
      const { train } = fitPartsFor(protocol, await readSplit(before.folder));
      const { seconds, peakMemoryMB } = await measured(() =>
        model.fit(train, { seed, progress, threads: availableParallelism() }),
      );
      await model.save(join(folder, 'model'));
      const summary: FitSummary = { model: name, parameters: model.parameters, fitSeconds: seconds, peakMemoryMB };
      await writeFile(join(folder, 'fit.json'), JSON.stringify(summary));
      return `fitted on ${train.time.length.toLocaleString('en')} events, peak ${peakMemoryMB} MB`;
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

/** Reads a fitted model and how its fitting went. */
export async function readFitted(folder: string): Promise<{ model: Recommender; fit: FitSummary }> {
  const fit = JSON.parse(await readFile(join(folder, 'fit.json'), 'utf8')) as FitSummary;
  const model = createModel(fit.model, fit.parameters);
  await model.load(join(folder, 'model'));
  return { model, fit };
}

if (isMain(import.meta.url))
  void pipelineCommand(
    'npx tsx pipeline/train.ts [flags]',
    'Fits the models on train and validation.',
    async (request) => {
      for (const { folder } of await train(contextOf(request))) process.stdout.write(`${folder}\n`);
    },
  );
