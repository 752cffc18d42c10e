import { bytesFor, intsOf, type Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

/** A tower of rectified linear units over both sides of a pair; no layer is wider than {@link widestLayer}. */
export interface Tower {
  /** The part of each query, and of each item, in the first layer. */
  readonly queries: Matrix;
  readonly items: Matrix;
  /** Further layers: inputs × outputs, and 1 × outputs. */
  readonly layers: readonly { readonly weights: Matrix; readonly biases: Matrix }[];
  /** 1 × width of the last layer. */
  readonly output: Matrix;
}

/** The factors of both sides, whose inner product is part of a pair's score. */
export interface Factors {
  readonly queries: Matrix;
  readonly items: Matrix;
}

/** The bytes that {@link pairScorer} requires for a tower of so many layers. */
export const pairScorerBytes = (layers: number): number => bytesFor(16 * layers);

/** Two times four rows of the widest layer must fit into a thread's scratch. */
export const widestLayer = 4096;

/**
 * Prepares scoring queries against items: by a tower, output · last layer, plus the inner product of factors where they are given.
 * A pair's score does not depend on the pairs scored with it.
 * @returns a function that fills a matrix, queries × items, for the first queries, as many as the matrix has rows.
 */
export function pairScorer(kernel: Kernel, tower: Tower, factors?: Factors): (scores: Matrix) => void {
  const at = ({ values }: Matrix) => values.byteOffset;
  const layers = intsOf(
    kernel,
    tower.layers.flatMap(({ weights, biases }) => [weights.rows, 4 * weights.stride, at(weights), at(biases)]),
  );
  return (scores) =>
    kernel.parallel(
      'pairScores',
      ...[at(scores), 4 * scores.stride, scores.rows, tower.items.rows],
      ...(factors ? [at(factors.queries), at(factors.items), 4 * factors.items.stride] : [0, 0, 0]),
      ...[at(tower.queries), at(tower.items), 4 * tower.items.stride],
      ...[layers.byteOffset, tower.layers.length, at(tower.output)],
      ...[kernel.scratch.byteOffset, kernel.scratch.length],
    );
}
