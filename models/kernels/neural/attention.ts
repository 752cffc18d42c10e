import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** How {@link attention} reads rows. */
export interface Sequences {
  /** In the kernel's memory: sequence `s` has the rows `offsets[s] … offsets[s + 1]`; length: sequences + 1. */
  readonly offsets: Int32Array;
  /** Number of parts that the columns of queries, keys and values are split into; each has an attention of its own. */
  readonly heads: number;
}

/**
 * Causal self-attention: for each row, the mean of the values of its own row and those before it in its sequence, weighted by the
 * softmax of query · key / √(columns of a head) (Vaswani et al. 2017, section 3.2).
 * @param inputs queries, keys and values side by side: three times `out`'s columns.
 * @param weights receives the weights, for the gradient: rows · heads × at least the longest sequence.
 */
export function attention(
  kernel: Kernel,
  out: Matrix,
  inputs: Matrix,
  { offsets, heads }: Sequences,
  weights: Matrix,
): void {
  phase(
    kernel,
    2 * inputs.rows * inputs.stride,
    'attention',
    ...[out.values.byteOffset, 4 * out.stride, inputs.values.byteOffset, 4 * inputs.stride],
    ...[offsets.byteOffset, offsets.length - 1, heads, out.columns / heads],
    ...[weights.values.byteOffset, 4 * weights.stride],
  );
}

/** Gradients of {@link attention}'s inputs, from those of its outputs `out`. @param into has the inputs' shape. */
export function attentionGradient(
  kernel: Kernel,
  into: Matrix,
  inputs: Matrix,
  gradients: Matrix,
  out: Matrix,
  { offsets, heads }: Sequences,
  weights: Matrix,
): void {
  phase(
    kernel,
    4 * inputs.rows * inputs.stride,
    'attentionGradient',
    ...[into.values.byteOffset, inputs.values.byteOffset, 4 * inputs.stride],
    ...[gradients.values.byteOffset, out.values.byteOffset, 4 * out.stride],
    ...[offsets.byteOffset, offsets.length - 1, heads, out.columns / heads],
    ...[weights.values.byteOffset, 4 * weights.stride],
  );
}
