import type { StepGradients } from '../training/step-weights.js';
import type { Ids } from './lookup.js';

/** What a batch looks up, and the key of its masks of dropout. */
export interface Looked {
  readonly visitors: Ids;
  /** For each visitor as many, side by side. */
  readonly items: Ids;
  readonly key: number;
}

/** One of the two halves of NCF, GMF or MLP, in a fused step. */
export interface Half {
  /** Adds to the score of each of the batch's items what this half gives it. */
  forward(batch: Looked, scores: Float32Array): void;
  /** What is added to the loss for the size of the embeddings. Between forward and backward. */
  penalty(batch: Looked): number;
  /** The gradients of this half's weights, the scores' gradients being given. */
  backward(batch: Looked, scores: Float32Array): StepGradients;
}
