import type { Parameters } from '../../base/recommender.js';
import type { Network } from './network.js';
import type { TrainingParameters } from './training-parameters.js';

/** What is to be trained, on what, and how. */
export interface Training<Batch> {
  /** The model's name, for messages and progress. */
  readonly model: string;
  readonly network: Network<Batch>;
  readonly parameters: TrainingParameters;
  /** All parameters of the model: training does not go on from the checkpoint of others. */
  readonly modelParameters: Parameters;
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
