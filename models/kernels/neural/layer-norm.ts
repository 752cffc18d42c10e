import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** What {@link layerNorm} stores for its gradients. */
export interface Normalized {
  /** The normalised rows before gain and shift, in the matrix's shape. */
  readonly normal: Matrix;
  /** The scaling factor of each row. */
  readonly factors: Float32Array;
}

/** Added to a row's variance. */
export const normEpsilon = 1e-5;

/**
 * Layer normalization: each row less its mean, divided by √(its variance + {@link normEpsilon}), times gain plus shift
 * (Ba, Kiros & Hinton 2016).
 * @param weights two rows: gain over shift.
 */
export function layerNorm(kernel: Kernel, out: Matrix, matrix: Matrix, weights: Matrix, kept: Normalized): void {
  const { values, rows, columns, stride } = matrix;
  phase(
    kernel,
    rows * stride,
    'layerNorm',
    ...[out.values.byteOffset, values.byteOffset, rows, columns, 4 * stride],
    ...[weights.values.byteOffset, normEpsilon, kept.normal.values.byteOffset, kept.factors.byteOffset],
  );
}

/** Gradients of {@link layerNorm}'s input, from those of its output: written into `out`, or added to it. */
export function layerNormGradient(
  kernel: Kernel,
  out: Matrix,
  gradients: Matrix,
  weights: Matrix,
  kept: Normalized,
  { add }: { readonly add: boolean },
): void {
  const { values, rows, columns, stride } = gradients;
  phase(
    kernel,
    rows * stride,
    'layerNormGradient',
    ...[out.values.byteOffset, values.byteOffset, rows, columns, 4 * stride],
    ...[weights.values.byteOffset, kept.normal.values.byteOffset, kept.factors.byteOffset, Number(add)],
  );
}

/** The gradients of {@link layerNorm}'s weights. @param out two rows: gain over shift. */
export function layerNormSums(kernel: Kernel, out: Matrix, gradients: Matrix, kept: Normalized): void {
  const { values, rows, stride } = gradients;
  phase(
    kernel,
    (rows * stride) / 2,
    'layerNormSums',
    ...[out.values.byteOffset, values.byteOffset, rows, 4 * stride, kept.normal.values.byteOffset],
  );
}
