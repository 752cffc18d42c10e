import { bytesFor, intsOf, type Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

/** A tower of rectified linear units over both sides of a pair, none of its layers beyond {@link widestLayer}. */
export interface Tower {
  /** Of each query and of each item, what it adds to the first layer. */
  readonly queries: Matrix;
  readonly items: Matrix;
  /** Further layers: inputs × outputs, and 1 × outputs. */
  readonly layers: readonly { readonly weights: Matrix; readonly biases: Matrix }[];
  /** 1 × width of the last layer. */
  readonly output: Matrix;
}

/** Both sides of a pair, whose inner product is part of its score. */
export interface Factors {
  readonly queries: Matrix;
  readonly items: Matrix;
}

/** The bytes that {@link pairScorer} takes for a tower of so many layers. */
export const pairScorerBytes = (layers: number): number => bytesFor(16 * layers);

/** Two times four rows of the widest layer have to fit into a thread's scratch. */
export const widestLayer = 4096;

/**
 * Makes ready to score queries against items: by a tower, output · last layer, and by the inner product of factors where
 * there are some. A pair's score does not depend on what it is scored beside.
 * @returns fills a matrix, queries × items, for the first so many queries.
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
