import { setImmediate } from 'node:timers/promises';
import { transposed, type WeightedLists } from '../../data/index.js';
import { AlsSolver, sideBytes, sideIn, solverBytes } from './als-solver.js';
import * as binary from './built/als.js';
import { openKernel } from './kernel.js';
import { newRows, packedRows, type Rows, rowBytes } from './rows.js';

export interface AlsOptions {
  readonly factors: number;
  /** λ, added as it is to the system of every row and column. */
  readonly regularization: number;
  /** The confidence in an entry is alpha · |weight|, in everything else 1. */
  readonly alpha: number;
  readonly iterations: number;
  /** Steps of conjugate gradient for each row in an iteration, and for each column. */
  readonly cgSteps: number;
  /** Where factors start: entry `i · factors + f` is factor `f` of row, or column, `i`. */
  readonly start: (side: 'rows' | 'columns', entry: number) => number;
}

export interface AlsWork {
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  /** Is told after each half-step how many rows and columns have been solved, and how to compute the loss as it stands. */
  readonly onHalfStep?: (solved: number, loss: () => number) => void;
}

/** The factors of rows and columns, in a basis in which the Gram matrix columnsᵀ · columns is diagonal. */
export interface AlsFactors {
  /** Views of the kernel's memory, which lives as long as they do; {@link packedRows} copies one out of it. */
  readonly rows: Rows;
  readonly columns: Rows;
  /** The diagonal of the Gram matrix. */
  readonly spectrum: Float64Array;
}

/**
 * Factorizes a matrix of implicit feedback by alternating least squares: minimizes
 * Σ c (p − x·y)² + λ (Σ ‖x‖² + Σ ‖y‖²) over all pairs of a row and a column, p = 1 for an entry above 0, else 0 (Hu, Koren,
 * Volinsky 2008), by a few steps of conjugate gradient for each row, then for each column, from where the last iteration
 * left it (Takács, Pilászy, Tikk 2011).
 *
 * The dear part of such a step is the product with YᵀY, which all rows share. Conjugate gradient takes the same steps in
 * every orthonormal basis; so each half-step begins by turning X and Y into that of YᵀY's eigenvectors, where the product
 * is one multiplication a factor. No score x·y changes by it.
 *
 * The result does not depend on the number of threads.
 * @throws InputError when matrix and factors do not fit into memory.
 */
export async function fitAls(
  matrix: WeightedLists,
  columns: number,
  { factors, regularization, alpha, iterations, cgSteps, start }: AlsOptions,
  { threads, signal, onHalfStep }: AlsWork,
): Promise<AlsFactors> {
  const size = { rows: matrix.offsets.length - 1, columns, entries: matrix.values.length };
  const kernel = await openKernel(binary, alsBytes(size, factors, threads));
  const x = sideIn(kernel, matrix, { factors, alpha, start: (entry) => start('rows', entry) });
  const y = sideIn(kernel, transposed(matrix, columns), { factors, alpha, start: (entry) => start('columns', entry) });
  const solver = new AlsSolver(kernel, factors, regularization, threads);
  return kernel.withThreads(threads, async () => {
    let solved = 0;
    for (let half = 0; half < 2 * iterations; half++) {
      await setImmediate();
      signal?.throwIfAborted();
      const [own, other] = half % 2 === 0 ? [x, y] : [y, x];
      solver.diagonalize(other, own);
      solver.solve(own, other.factors, cgSteps, 0);
      solved += own.size;
      onHalfStep?.(solved, () => solver.loss(own, other));
    }
    const spectrum = solver.diagonalize(y, x);
    return { rows: x.factors, columns: y.factors, spectrum };
  });
}

/** The memory that {@link fitAls} takes, of which the factors are the most. */
export const alsBytes = (
  { rows, columns, entries }: { rows: number; columns: number; entries: number },
  factors: number,
  threads: number,
): number => sideBytes(rows, entries, factors) + sideBytes(columns, entries, factors) + solverBytes(factors, threads);

export interface FoldInOptions {
  readonly factors: number;
  readonly regularization: number;
  readonly alpha: number;
  /** columns × factors, row after row, in the basis of {@link AlsFactors}. */
  readonly columns: Float32Array;
  readonly spectrum: Float64Array;
}

/**
 * The factors of rows that the factorization has not seen, rows × factors: the least squares solution for the columns'
 * factors as they are, by conjugate gradient from 0 until it has converged. A row without entries gets zeros.
 */
export async function foldIn(
  { offsets, values, weights }: WeightedLists,
  options: FoldInOptions,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const rows = offsets.length - 1;
  const result = new Float32Array(rows * options.factors);
  for (let from = 0; from < rows; from += batchRows) {
    signal?.throwIfAborted();
    const to = Math.min(rows, from + batchRows);
    const [first, last] = [offsets[from]!, offsets[to]!];
    const batch = {
      offsets: offsets.slice(from, to + 1).map((offset) => offset - first),
      values: values.subarray(first, last),
      weights: weights.subarray(first, last),
    };
    result.set(await foldInBatch(batch, options), from * options.factors);
  }
  return result;
}

const batchRows = 4096;

async function foldInBatch(matrix: WeightedLists, options: FoldInOptions): Promise<Float32Array> {
  const { factors, regularization, alpha, columns, spectrum } = options;
  const entries = matrix.values.length;
  const rows = sideBytes(matrix.offsets.length - 1, entries, factors);
  const kernel = await openKernel(binary, rows + rowBytes(entries, factors) + solverBytes(factors, 1));
  // Of the columns only those that occur are copied into the kernel's memory, one for each entry.
  const y = newRows(kernel, entries, factors);
  for (const [entry, column] of matrix.values.entries())
    y.values.set(columns.subarray(column * factors, (column + 1) * factors), entry * y.stride);
  const renumbered = { ...matrix, values: Int32Array.from(matrix.values.keys()) };
  const x = sideIn(kernel, renumbered, { factors, alpha, start: () => 0 });
  const solver = new AlsSolver(kernel, factors, regularization, 1);
  solver.useSpectrum(spectrum);
  solver.solve(x, y, 4 * factors, 1e-12);
  return packedRows(x.factors, factors);
}
