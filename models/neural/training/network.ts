import type * as TensorFlow from '@tensorflow/tfjs';
import type { Table } from '../../base/table.js';
import type { Optimizer } from '../../kernels/neural/index.js';

/** All weights of a model by name, e.g. `items`, `gru.input`; or, in the same shapes, their gradients. */
export type Weights = Readonly<Record<string, Table>>;

export interface StepOptions {
  readonly learningRate: number;
  /** Gradients whose norm, over all weights, is larger are scaled down to this norm; 0: never. */
  readonly clipNorm: number;
}

/** A model in training: weights that a step updates. Both engines implement it. */
export interface Network<Batch> {
  /** Resets what is carried from batch to batch, e.g. a hidden state; called before each epoch. */
  begin(): void;
  /** Learns from a batch and returns its loss before the update. */
  step(batch: Batch, options: StepOptions): number | Promise<number>;
  /** The gradients of a batch's loss, dense, with the weights' names and shapes. The weights do not change. */
  gradients(batch: Batch): Promise<Weights>;
  /** A copy of the weights. */
  weights(): Promise<Weights>;
  /** A copy of all that training changes, the weights and the optimizer's sums: the content of a checkpoint, between epochs. */
  state(): Promise<Weights>;
  /** Restores what `state` returned. @throws InputError when names or shapes differ. */
  restore(state: Weights): Promise<void>;
  /** Runs work whose steps use at most `threads` threads; the result does not depend on their number. */
  withThreads<T>(threads: number, work: () => Promise<T>): Promise<T>;
  /** Frees the engine's memory outside of JavaScript's heap. */
  dispose(): void;
}

export type Tensors = Readonly<Record<string, TensorFlow.Variable<TensorFlow.Rank.R2>>>;

/**
 * What a model computes, expressed in TensorFlow.js: the specification of its fused step, and the code that runs on a GPU.
 *
 * The fused step starts from the same weights, so that both can be compared.
 */
export interface Graph<Batch> {
  readonly weights: Weights;
  readonly optimizer: Optimizer;
  /** The distinct rows of each embedding table that a batch touches. Weights that are not named are touched as a whole. */
  touched(batch: Batch): Readonly<Record<string, Int32Array>>;
  /** The loss of a batch. Runs inside `tidy` and is differentiated; state carried to the next batch is kept in variables. */
  loss(tf: typeof TensorFlow, weights: Tensors, batch: Batch): TensorFlow.Scalar;
  /** See {@link Network.begin}. */
  begin?(tf: typeof TensorFlow): void;
  /** Frees the carried state. */
  dispose?(): void;
}
