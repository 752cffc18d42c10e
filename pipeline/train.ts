#!/usr/bin/env -S npx tsx
import { availableParallelism } from 'node:os';
import { createModel } from '../models/index.js';
import { assertFittable, refusalOf } from './assert-fittable.js';
import { chosenModels } from './chosen-models.js';
import { isMain } from './cli.js';
import { contextOf, pipelineCommand } from './command.js';
import { readContent } from './dataset-file.js';
import { fitPartsFor } from './fit-parts.js';
import { writeFitted } from './fitted-file.js';
import { ingest } from './ingest.js';
import { Notes } from './notes.js';
import { measured } from './peak-memory.js';
import { split } from './split.js';
import { readSplit } from './split-file.js';
import { type RunContext, runStage, type StageOutput } from './stage.js';

/** The stages that fitting starts from, and all models that are to be fitted. */
interface Before {
  readonly models: readonly string[];
  readonly loaded: StageOutput;
  readonly parted: StageOutput;
}

/** Fits one model: `model` and `fit.json`. */
async function trainModel(context: RunContext, { models, loaded, parted }: Before, name: string): Promise<StageOutput> {
  const { config, progress } = context;
  const { protocol, on, seed } = config;
  const model = createModel(name, config.parameters[name]);
  return runStage(context, {
    name: `train-${name}`,
    module: 'pipeline/train.ts',
    // The model's own file rather than the registry: to change one model is not to fit the others again.
    computes: [`models/${name}.ts`, 'pipeline/fit-parts.ts', 'pipeline/split-file.ts', 'pipeline/dataset-file.ts'],
    // The split's key holds that of the ingest stage, and with it what the shop says of its items.
    inputs: { before: parted.key, protocol, on, parameters: model.parameters, seed },
    work: async (folder) => {
      const { train } = fitPartsFor(config, await readSplit(parted.folder));
      // Of all models, not of this one alone: the first that is fitted speaks for those behind it.
      assertFittable(models, config.parameters, train);
      const content = model.content && (await readContent(loaded.folder));
      const notes = new Notes(`train-${name}`, context.say);
      const work = { seed, progress, threads: availableParallelism(), note: notes.note, ...(content && { content }) };
      const { seconds, peakMemoryMB } = await measured(() => model.fit(train, work)).catch((error: unknown) => {
        throw refusalOf(name, error);
      });
      const { parameters } = model;
      const summary = { model: name, parameters, fitSeconds: seconds, peakMemoryMB, notes: notes.lines };
      await writeFitted(folder, model, summary);
      const what = protocol === 'next' ? 'views' : 'events';
      const parts = on === 'test' ? 'train and validation' : 'train';
      return `fitted on the ${train.time.length.toLocaleString('en')} ${what} of ${parts}, peak ${peakMemoryMB} MB`;
    },
  });
}

/** Fits every model that was asked for, in the order given: on train and validation, or to choose parameters on train alone. */
export async function train(context: RunContext): Promise<StageOutput[]> {
  const before = { loaded: await ingest(context), parted: await split(context) };
  const { models, leftOut } = await chosenModels(context);
  if (leftOut.length > 0)
    context.say('models', `left out, for the data says nothing of its items: ${leftOut.join(', ')}`);
  const outputs: StageOutput[] = [];
  for (const name of models) outputs.push(await trainModel(context, { ...before, models }, name));
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
