import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

export interface BinaryCrossEntropyOptions {
  /** Every so manieth score, the first one included, has label 1, the others 0. */
  readonly period: number;
  /** 1 × 1, added to all scores. */
  readonly bias: Matrix;
  /** What the gradients are multiplied by. */
  readonly scale: number;
  /** To be filled: the loss of each score. */
  readonly losses: Float32Array;
}

/** Binary cross-entropy of scores as logits, which become their gradients. */
export function binaryCrossEntropy(
  kernel: Kernel,
  scores: Float32Array,
  { period, bias, scale, losses }: BinaryCrossEntropyOptions,
): void {
  const { byteOffset } = bias.values;
  kernel.parallel('binaryCrossEntropy', scores.byteOffset, scores.length, period, byteOffset, scale, losses.byteOffset);
}
