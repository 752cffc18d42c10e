import type { StepGradients } from '../training/step-weights.js';
import type { Ids } from './lookup.js';

/** What a batch looks up, and the key of its masks of dropout. */
export interface BranchBatch {
  readonly visitors: Ids;
  /** For each visitor as many, side by side. */
  readonly items: Ids;
  readonly key: number;
}

/** One of the two halves of NCF, GMF or MLP, in a fused step. */
export interface NcfBranch {
  /** Adds to the score of each of the batch's items what this half gives it. */
  forward(batch: BranchBatch, scores: Float32Array): void;
  /** What is added to the loss for the size of the embeddings. Between forward and backward. */
  penalty(batch: BranchBatch): number;
  /** The gradients of this half's weights, the scores' gradients being given. */
  backward(batch: BranchBatch, scores: Float32Array): StepGradients;
}
