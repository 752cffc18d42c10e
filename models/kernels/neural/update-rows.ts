import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import type { Optimizer } from './optimizer.js';
import { phase } from './phase.js';
import type { RowGroups } from './row-groups.js';

/** An optimizer's sums over past gradients, in the weights' shape. */
export interface OptimizerSums {
  /** Adagrad's momentum (none where its `momentum` is 0), Adam's m. */
  readonly first?: Matrix | undefined;
  /** Adagrad's sum of squares, Adam's v. */
  readonly second: Matrix;
}

export interface UpdateOptions {
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** Adam's t, from 1. */
  readonly step: number;
  /** The factor that gradients are first multiplied by; 1 by default. */
  readonly scale?: number;
  /** The distinct rows that are touched, each with one row of gradients, or one for each of its places; all by default. */
  readonly ids?: Int32Array | RowGroups | undefined;
}

/** Updates rows of weights, and of the optimizer's sums for them, by their gradients. See {@link Optimizer}. */
export function updateRows(
  kernel: Kernel,
  weights: Matrix,
  { first, second }: OptimizerSums,
  gradients: Matrix,
  { optimizer, learningRate, step, scale = 1, ids }: UpdateOptions,
): void {
  const groups = ids && 'places' in ids ? ids : undefined;
  const touched = groups ? groups.rows : (ids as Int32Array | undefined);
  const rows = touched?.length ?? weights.rows;
  const work = rows * weights.stride;
  const where = [rows, 4 * weights.stride, touched?.byteOffset ?? 0, weights.values.byteOffset];
  const firsts = first?.values.byteOffset ?? 0;
  const seconds = second.values.byteOffset;
  const from = [
    ...[gradients.values.byteOffset, groups?.offsets.byteOffset ?? 0, groups?.places.byteOffset ?? 0],
    ...[kernel.scratch.byteOffset, kernel.scratch.length],
  ];
  if (optimizer.kind === 'adagrad') {
    const { momentum, epsilon } = optimizer;
    phase(kernel, work, 'adagradRows', ...where, seconds, firsts, ...from, learningRate, scale, momentum, epsilon);
  } else {
    const { beta1, beta2, epsilon } = optimizer;
    const rate = learningRate / (1 - beta1 ** step);
    const correction = 1 / (1 - beta2 ** step);
    phase(kernel, work, 'adamRows', ...where, firsts, seconds, ...from, rate, scale, beta1, beta2, epsilon, correction);
  }
}
