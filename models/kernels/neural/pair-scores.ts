import { bytesFor, intsOf, type Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

/** A tower of rectified linear units over both sides of a pair. */
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

/** What {@link pairScorer} takes in a kernel's memory, for `bytesFor`. @param widths of the tower's layers. */
export const pairScorerBytes = (widths: readonly number[], threads: number): number =>
  bytesFor(16 * widths.length, threads * scratchFloats(widths) * 4);

/** Two times four rows of the widest layer. */
const scratchFloats = (widths: readonly number[]) => 8 * Math.max(...widths.map((width) => Math.ceil(width / 16) * 16));

/**
 * Makes ready to score queries against items: by a tower, output · last layer, and by the inner product of factors where
 * there are some. A pair's score does not depend on what it is scored beside.
 * @param threads the most that will be at work.
 * @returns fills a matrix, queries × items, for the first so many queries.
 */
export function pairScorer(kernel: Kernel, tower: Tower, factors: Factors | undefined, threads: number) {
  const widths = [tower.items.columns, ...tower.layers.map(({ biases }) => biases.columns)];
  const at = ({ values }: Matrix) => values.byteOffset;
  const table = intsOf(
    kernel,
    tower.layers.flatMap(({ weights, biases }) => [weights.rows, 4 * weights.stride, at(weights), at(biases)]),
  );
  const scratch = kernel.floats(threads * scratchFloats(widths));
  return (scores: Matrix): void =>
    kernel.parallel(
      'pairScores',
      ...[at(scores), 4 * scores.stride, scores.rows, tower.items.rows],
      ...(factors ? [at(factors.queries), at(factors.items), 4 * factors.items.stride] : [0, 0, 0]),
      ...[at(tower.queries), at(tower.items), 4 * tower.items.stride],
      ...[table.byteOffset, tower.layers.length, at(tower.output)],
      ...[scratch.byteOffset, 4 * scratchFloats(widths)],
    );
}
