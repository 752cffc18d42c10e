import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

export interface BinaryCrossEntropyOptions {
  /** Every `period`-th score, starting with the first, has label 1; the others have label 0. */
  readonly period: number;
  /** 1 × 1, added to all scores. */
  readonly bias: Matrix;
  /** The factor of the gradients. */
  readonly scale: number;
  /** Receives the loss of each score. */
  readonly losses: Float32Array;
}

/** Binary cross-entropy of logits; the scores are replaced by their gradients. */
export function binaryCrossEntropy(
  kernel: Kernel,
  scores: Float32Array,
  { period, bias, scale, losses }: BinaryCrossEntropyOptions,
): void {
  const { byteOffset } = bias.values;
  kernel.parallel('binaryCrossEntropy', scores.byteOffset, scores.length, period, byteOffset, scale, losses.byteOffset);
}
