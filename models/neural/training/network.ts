import type * as TensorFlow from '@tensorflow/tfjs';
import type { Table } from '../../base/table.js';
import type { Optimizer } from '../../kernels/neural/index.js';

/** All weights of a model by name, e.g. `items`, `gru.input`; or, in the same shapes, their gradients. */
export type Weights = Readonly<Record<string, Table>>;

export interface StepOptions {
  readonly learningRate: number;
  /** Gradients whose norm, over all weights, is larger are shortened to it; 0: never. */
  readonly clipNorm: number;
}

/** A model in training: weights that a step changes. Of the two engines either is one. */
export interface Network<Batch> {
  /** Forgets what is carried from batch to batch, as a hidden state is: called before each epoch. */
  begin(): void;
  /** Learns from a batch and gives its loss, before the update. */
  step(batch: Batch, options: StepOptions): number | Promise<number>;
  /** The loss's gradients for a batch, dense, in the weights' names and shapes. Weights stay as they are. */
  gradients(batch: Batch): Promise<Weights>;
  /** A copy of the weights. */
  weights(): Promise<Weights>;
  /** A copy of all that training changes: the weights and the optimizer's sums. What a checkpoint holds, between epochs. */
  state(): Promise<Weights>;
  /** Takes over what `state` gave. @throws InputError when names or shapes differ. */
  restore(state: Weights): Promise<void>;
  /** Does work whose steps run on so many threads at most, to the same result. */
  withThreads<T>(threads: number, work: () => Promise<T>): Promise<T>;
  /** Frees what the engine holds outside of JavaScript's heap. */
  dispose(): void;
}

export type Tensors = Readonly<Record<string, TensorFlow.Variable<TensorFlow.Rank.R2>>>;

/**
 * What a model computes, said in TensorFlow.js: the specification of its fused step, and what runs on a GPU.
 *
 * Its weights are those a step starts from as well, so that both can be held against each other.
 */
export interface Graph<Batch> {
  readonly weights: Weights;
  readonly optimizer: Optimizer;
  /** Of each table of embeddings the distinct rows that a batch touches. Weights that are not named are touched whole. */
  touched(batch: Batch): Readonly<Record<string, Int32Array>>;
  /** The loss of a batch. Runs inside `tidy` and is differentiated; what it carries to the next batch it keeps in variables. */
  loss(tf: typeof TensorFlow, weights: Tensors, batch: Batch): TensorFlow.Scalar;
  /** See {@link Network.begin}. */
  begin?(tf: typeof TensorFlow): void;
  /** Frees what it carries. */
  dispose?(): void;
}
