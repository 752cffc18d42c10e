import { z } from 'zod';

/** The training parameters that all neural models share, besides the number of epochs and the learning rate. */
export const trainingParameters = {
  /** The learning rate after warm-up: constant, or falling to nearly 0 at the last step, linearly or along a half cosine. */
  schedule: z.enum(['constant', 'linear', 'cosine']).default('constant'),
  /** Share of all steps over which the learning rate first rises from 0. */
  warmup: z.number().min(0).max(1).default(0),
  /** Gradients whose norm is larger are scaled down to this norm; 0: never. */
  clipNorm: z.number().nonnegative().default(0),
  /**
   * Training stops after so many epochs without a better mrr@20 on held-out data, the latest of train, and returns to the best
   * epoch; 0: all epochs, on all of train.
   */
  patience: z.int().nonnegative().default(0),
  /** Share of train's sequences, or of its visitors' last items, held out for early stopping; none where `patience` is 0. */
  heldOut: z.number().gt(0).lt(1).default(0.05),
  /** The model's weights are the mean over so many epochs up to the last or, with `patience`, the best; 1: that epoch's alone. */
  averaged: z.int().positive().default(1),
};

/** The values of {@link trainingParameters}, with the model's number of epochs and learning rate. */
export interface TrainingParameters {
  readonly epochs: number;
  readonly learningRate: number;
  readonly schedule: 'constant' | 'linear' | 'cosine';
  readonly warmup: number;
  readonly clipNorm: number;
  readonly patience: number;
  readonly averaged: number;
}
