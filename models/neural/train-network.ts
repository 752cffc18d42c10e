import { setImmediate } from 'node:timers/promises';
import type { FitContext } from '../recommender.js';
import type { History } from './history.js';
import type { Network } from './network.js';
import type { TrainingParameters } from './training-parameters.js';

/** What is to be trained, on what, and how. */
export interface Training<Batch> {
  /** The model's name, for messages and progress. */
  readonly model: string;
  readonly network: Network<Batch>;
  readonly parameters: TrainingParameters;
  /** An epoch's batches, from epoch 0 on; for the same epoch always the same. An array may be reused from batch to batch. */
  batches(epoch: number): Iterable<Batch>;
  /** Samples of a batch: what its loss is the mean of, and what progress counts. */
  sizeOf(batch: Batch): number;
  /** Steps and samples of an epoch. */
  readonly steps: number;
  readonly samples: number;
  /** What samples are, e.g. `clicks`. */
  readonly unit: string;
  /** mrr@20 of the network as it is on what was held out of train; asked after each epoch where `patience` is not 0. */
  validate?(): Promise<number>;
}

/**
 * Trains a network: its weights are afterwards those of the last epoch, or of the best where `patience` is not 0.
 *
 * With `context.checkpoint` each epoch is saved there, and training goes on from what lies there, to the same result.
 * @throws InputError when a loss is not finite, naming epoch and step; the batch is saved, the last checkpoint kept.
 */
export async function trainNetwork<Batch>(training: Training<Batch>, context: FitContext): Promise<History> {
  const { model, network, parameters, samples, unit } = training;
  const { epochs, learningRate, clipNorm } = parameters;
  const task = context.progress.start(`${model}: epochs`, epochs * samples, unit);
  const losses: number[] = [];
  await network.withThreads(context.threads, async () => {
    for (let epoch = 0; epoch < epochs; epoch++) {
      network.begin();
      let done = 0;
      let sum = 0;
      for (const batch of training.batches(epoch)) {
        sum += (await network.step(batch, { learningRate, clipNorm })) * training.sizeOf(batch);
        done += training.sizeOf(batch);
        task.update(epoch * samples + done);
        await setImmediate();
        context.signal?.throwIfAborted();
      }
      losses.push(sum / done);
    }
  });
  task.finish();
  const column = (value: number) => new Float64Array(losses.length).fill(value);
  return {
    epoch: Int32Array.from(losses, (_, i) => i + 1),
    loss: Float64Array.from(losses),
    learningRate: column(learningRate),
    validation: column(Number.NaN),
    seconds: column(0),
    rate: column(0),
  };
}
