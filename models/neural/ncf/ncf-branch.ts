import type { StepGradients } from '../training/step-weights.js';
import type { Ids } from './lookup.js';

/** The ids that a batch looks up, and the key of its dropout masks. */
export interface BranchBatch {
  readonly visitors: Ids;
  /** The same number for each visitor, side by side. */
  readonly items: Ids;
  readonly key: number;
}

/** One of the two halves of NCF, GMF or MLP, in a fused step. */
export interface NcfBranch {
  /** Adds this half's part to the score of each of the batch's items. */
  forward(batch: BranchBatch, scores: Float32Array): void;
  /** The penalty that the size of the embeddings adds to the loss. To be called between forward and backward. */
  penalty(batch: BranchBatch): number;
  /** The gradients of this half's weights, from `scores`, the gradients of the scores. */
  backward(batch: BranchBatch, scores: Float32Array): StepGradients;
}
