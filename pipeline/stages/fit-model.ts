import { availableParallelism } from 'node:os';
import type { Train } from '../../data/index.js';
import type { BackendChoice, Parameters, Recommender } from '../../models/index.js';
import type { Config } from '../config/config.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { readContent } from '../files/dataset-file.js';
import { writeFitted } from '../files/fitted-file.js';
import { readSplit } from '../files/split-file.js';
import { fitPartsFor } from './fit-parts.js';
import { Notes } from './notes.js';
import { measured } from './peak-memory.js';
import { refusalOf } from './refusal.js';

export interface TrainInputs extends Pick<Config, 'protocol' | 'on' | 'seed'> {
  /** All of them. */
  readonly parameters: Parameters;
  /** Whether the model learns from what the shop says of its items. */
  readonly readsContent: boolean;
  /** What computes the steps of a neural model. */
  readonly backend?: BackendChoice;
}

/** The split's key holds that of the ingest stage, and with it what the shop says of its items. */
export type TrainNeeds = { readonly loaded: Stage; readonly parted: Stage };

/** What fitting is handed by a stage whose code does not hold every model's. */
export interface Fitting {
  readonly model: Recommender;
  /** Throws what any model of the run would refuse the log for. */
  readonly assertFittable: (train: Train) => void;
}

/** Fits a model on what the run's protocol lets it learn from. */
export async function fitModel(
  folder: string,
  { inputs, needs, context, checkpoint }: StageCall<TrainInputs, TrainNeeds>,
  { model, assertFittable }: Fitting,
): Promise<string> {
  const { protocol, on, seed, backend, readsContent } = inputs;
  const { name, parameters } = model;
  const { train } = fitPartsFor(inputs, await readSplit(needs.parted.folder));
  assertFittable(train);
  const content = readsContent && (await readContent(needs.loaded.folder));
  const notes = new Notes(`train-${name}`, context.say);
  const work = {
    ...{ seed, progress: context.progress, threads: availableParallelism(), note: notes.note, checkpoint },
    ...(backend && { backend }),
    ...(content && { content }),
  };
  const { seconds, peakMemoryMB } = await measured(() => model.fit(train, work)).catch((error: unknown) => {
    throw refusalOf(name, error);
  });
  await writeFitted(folder, model, { model: name, parameters, fitSeconds: seconds, peakMemoryMB, notes: notes.lines });
  const what = protocol === 'next' ? 'views' : 'events';
  const parts = on === 'test' ? 'train and validation' : 'train';
  return `fitted on the ${train.time.length.toLocaleString('en')} ${what} of ${parts}, peak ${peakMemoryMB} MB`;
}
