#!/usr/bin/env -S npx tsx
import { availableParallelism } from 'node:os';
import { contentFor } from '../../features/index.js';
import { type ChosenBackend, createModel, factsOf } from '../../models/index.js';
import { isMain } from '../command-line/cli.js';
import { contextOf, pipelineCommand } from '../command-line/command.js';
import { checkpointOf, removeCheckpoint } from '../engine/checkpoint-file.js';
import { type RunContext, runStage, type StageOutput } from '../engine/stage.js';
import { readContent } from '../files/dataset-file.js';
import { writeFitted } from '../files/fitted-file.js';
import { readSplit } from '../files/split-file.js';
import { assertFittable, refusalOf } from './assert-fittable.js';
import { backendFor } from './backend.js';
import { chosenModels } from './chosen-models.js';
import { fitPartsFor } from './fit-parts.js';
import { ingest } from './ingest.js';
import { Notes } from './notes.js';
import { measured } from './peak-memory.js';
import { split } from './split.js';

/** The stages that fitting starts from, and all models that are to be fitted. */
interface Before {
  readonly models: readonly string[];
  readonly loaded: StageOutput;
  readonly parted: StageOutput;
  /** What computes the steps of neural models. */
  readonly chosen: ChosenBackend | undefined;
}

/**
 * Fits one model: `model` and `fit.json`, and of one that learns in epochs `history.arrow`. Long training that is killed goes on
 * from its checkpoint beside the folder.
 */
async function trainModel(context: RunContext, before: Before, name: string): Promise<StageOutput> {
  const { models, loaded, parted, chosen } = before;
  const { config, progress } = context;
  const { protocol, on, seed } = config;
  const model = createModel(name, config.parameters[name]);
  const facts = factsOf(name);
  const backend = facts.neural && chosen ? { backend: chosen.backend } : {};
  const output = await runStage(context, {
    name: `train-${name}`,
    module: 'pipeline/stages/train.ts',
    // The model's own file rather than the registry: to change one model is not to fit the others again.
    computes: [
      facts.module,
      'pipeline/stages/fit-parts.ts',
      'pipeline/files/split-file.ts',
      'pipeline/files/dataset-file.ts',
      'features/content-for.ts',
    ],
    // The split's key holds that of the ingest stage, and with it what the shop says of its items.
    inputs: { before: parted.key, protocol, on, parameters: model.parameters, seed, ...backend },
    work: async (folder, output) => {
      const { train } = fitPartsFor(config, await readSplit(parted.folder));
      // Of all models, not of this one alone: the first that is fitted speaks for those behind it.
      assertFittable(models, config.parameters, train);
      const content = facts.content && contentFor(train, await readContent(loaded.folder));
      const notes = new Notes(`train-${name}`, context.say);
      const work = {
        ...{ seed, progress, threads: availableParallelism(), note: notes.note },
        ...{ ...backend, checkpoint: checkpointOf(output) },
        ...(content && { content }),
      };
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
  await removeCheckpoint(output);
  return output;
}

/** Fits every model that was asked for, in the order given: on train and validation, or to choose parameters on train alone. */
export async function train(context: RunContext): Promise<StageOutput[]> {
  const parts = { loaded: await ingest(context), parted: await split(context) };
  const { models, leftOut } = await chosenModels(context);
  if (leftOut.length > 0)
    context.say('models', `left out, for the data says nothing of its items: ${leftOut.join(', ')}`);
  const before = { ...parts, models, chosen: await backendFor(context, models) };
  const outputs: StageOutput[] = [];
  for (const name of models) outputs.push(await trainModel(context, before, name));
  return outputs;
}

if (isMain(import.meta.url))
  void pipelineCommand(
    'npx tsx pipeline/stages/train.ts [flags]',
    'Fits the models on train and validation.',
    async (request) => {
      for (const { folder } of await train(contextOf(request))) process.stdout.write(`${folder}\n`);
    },
  );
