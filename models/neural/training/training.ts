import type { Parameters } from '../../base/recommender.js';
import type { Network } from './network.js';
import type { TrainingParameters } from './training-parameters.js';

/** The network to train, its data, and its settings. */
export interface Training<Batch> {
  /** The model's name, for messages and progress. */
  readonly model: string;
  readonly network: Network<Batch>;
  readonly parameters: TrainingParameters;
  /** All parameters of the model; training is never resumed from a checkpoint with other parameters. */
  readonly modelParameters: Parameters;
  /** The batches of an epoch, counted from 0; always the same for the same epoch. Arrays may be reused from batch to batch. */
  batches(epoch: number): Iterable<Batch>;
  /** The number of samples in a batch, over which its loss is the mean and which progress counts. */
  sizeOf(batch: Batch): number;
  /** Steps and samples in an epoch. */
  readonly steps: number;
  readonly samples: number;
  /** What samples are, e.g. `clicks`. */
  readonly unit: string;
  /** mrr@20 of the current network on the held-out data; called after each epoch where `patience` is not 0. */
  validate?(): Promise<number>;
}
