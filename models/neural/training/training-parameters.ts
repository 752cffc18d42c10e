import { z } from 'zod';

/** The parameters of training that all neural models share, beside the number of epochs and the learning rate. */
export const trainingParameters = {
  /** How the learning rate goes on: as it is, or falling to nearly 0 at the last step, evenly or along a half cosine. */
  schedule: z.enum(['constant', 'linear', 'cosine']).default('constant'),
  /** Share of all steps over which it first rises from 0. */
  warmup: z.number().min(0).max(1).default(0),
  /** Gradients whose norm is larger are shortened to it; 0: never. */
  clipNorm: z.number().nonnegative().default(0),
  /**
   * Training stops when so many epochs have brought no better mrr@20 on what is held out of train (its latest), and goes back to the best
   * epoch; 0: all epochs, on all of train.
   */
  patience: z.int().nonnegative().default(0),
  /** Share of train's sequences, or of its visitors' last items, that is held out for that; none where `patience` is 0. */
  heldOut: z.number().gt(0).lt(1).default(0.05),
  /** The model's weights are the mean of those after so many epochs, up to the last or, with `patience`, the best; 1: those after it. */
  averaged: z.int().positive().default(1),
};

/** What {@link trainingParameters} give, and what a model calls epochs and learning rate. */
export interface TrainingParameters {
  readonly epochs: number;
  readonly learningRate: number;
  readonly schedule: 'constant' | 'linear' | 'cosine';
  readonly warmup: number;
  readonly clipNorm: number;
  readonly patience: number;
  readonly averaged: number;
}
