import { setImmediate } from 'node:timers/promises';
import { transposed, type WeightedLists } from '../../data/index.js';
import { AlsSolver, type Side, sideBytes, sideIn, solverBytes } from './als-solver.js';
import * as binary from './built/als.js';
import { openKernel } from './kernel.js';
import { newRows, packedRows, type Rows, rowBytes } from './rows.js';

export interface AlsOptions {
  readonly factors: number;
  /** λ, added unscaled to the system of every row and column. */
  readonly regularization: number;
  /** The confidence is alpha · |weight| for an entry, 1 for everything else. */
  readonly alpha: number;
  readonly iterations: number;
  /** Steps of conjugate gradient for each row in an iteration, and for each column. */
  readonly cgSteps: number;
  /** Initial values of the factors: entry `i · factors + f` is factor `f` of row, or column, `i`. */
  readonly start: (side: 'rows' | 'columns', entry: number) => number;
}

export interface AlsWork {
  readonly threads: number;
  readonly abort?: AbortSignal | undefined;
  /** Called after each half-step with the number of rows and columns solved so far and a function that computes the current loss. */
  readonly onHalfStep?: (solved: number, loss: () => number) => void;
}

/** The factors of rows and columns, in a basis in which the Gram matrix columnsᵀ · columns is diagonal. */
export interface AlsFactors {
  /** Views of the kernel's memory, which stays alive as long as they do; {@link packedRows} copies one out of it. */
  readonly rows: Rows;
  readonly columns: Rows;
  /** The diagonal of the Gram matrix. */
  readonly spectrum: Float64Array;
}

/**
 * Factorizes a matrix of implicit feedback by alternating least squares. Minimizes
 * Σ c (p − x·y)² + λ (Σ ‖x‖² + Σ ‖y‖²) over all pairs of a row and a column, where p = 1 for an entry above 0, else 0 (Hu, Koren,
 * Volinsky 2008). Each iteration takes a few steps of conjugate gradient for each row, then for each column, starting from the
 * last iteration's result (Takács, Pilászy, Tikk 2011).
 *
 * The expensive part of such a step is the product with YᵀY, which all rows share. Conjugate gradient takes the same steps in
 * every orthonormal basis. So each half-step begins by rotating X and Y into the basis of YᵀY's eigenvectors, where the product
 * is one multiplication a factor. The scores x·y do not change.
 *
 * The result does not depend on the number of threads.
 * @throws InputError when matrix and factors do not fit into memory.
 */
export async function fitAls(
  matrix: WeightedLists,
  columns: number,
  { factors, regularization, alpha, iterations, cgSteps, start }: AlsOptions,
  { threads, abort, onHalfStep }: AlsWork,
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
      abort?.throwIfAborted();
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

/** The bytes that {@link fitAls} requires, most of them for the factors. */
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
 * The factors of rows unseen by the factorization: the least squares solution for fixed factors of the columns, by conjugate
 * gradient from 0 until convergence.
 *
 * Its kernel is opened once and grows where a batch needs more memory, because opening one for every visitor would take longer
 * than the solution.
 */
export class AlsFoldIn {
  #room: Room | undefined;

  constructor(readonly options: FoldInOptions) {}

  /** @returns rows × factors; zeros for a row without entries. */
  async solve({ offsets, values, weights }: WeightedLists, abort?: AbortSignal): Promise<Float32Array> {
    const rows = offsets.length - 1;
    const { factors } = this.options;
    const result = new Float32Array(rows * factors);
    for (let from = 0; from < rows; from += batchRows) {
      abort?.throwIfAborted();
      const to = Math.min(rows, from + batchRows);
      const [first, last] = [offsets[from]!, offsets[to]!];
      const batch = {
        offsets: offsets.slice(from, to + 1).map((offset) => offset - first),
        values: values.subarray(first, last),
        weights: weights.subarray(first, last),
      };
      if (!this.#room?.holds(batch)) this.#room = await Room.for(batch, this.options);
      result.set(this.#room.solve(batch), from * factors);
    }
    return result;
  }
}

const batchRows = 4096;

/** Kernel memory for so many rows and entries. */
class Room {
  private constructor(
    readonly options: FoldInOptions,
    readonly rows: number,
    readonly entries: number,
    readonly side: Side,
    readonly columns: Rows,
    readonly solver: AlsSolver,
  ) {}

  /** Opens memory for a batch, with room for slightly larger ones. */
  static async for({ offsets, values }: WeightedLists, options: FoldInOptions): Promise<Room> {
    const { factors, regularization, alpha, spectrum } = options;
    const rows = powerOfTwo(offsets.length - 1);
    const entries = powerOfTwo(values.length);
    const kernel = await openKernel(
      binary,
      sideBytes(rows, entries, factors) + rowBytes(entries, factors) + solverBytes(factors, 1),
    );
    const empty = {
      offsets: new Int32Array(rows + 1),
      values: new Int32Array(entries),
      weights: new Float32Array(entries),
    };
    const side = sideIn(kernel, empty, { factors, alpha, start: () => 0 });
    const columns = newRows(kernel, entries, factors);
    const solver = new AlsSolver(kernel, factors, regularization, 1);
    solver.useSpectrum(spectrum);
    return new Room(options, rows, entries, side, columns, solver);
  }

  holds({ offsets, values }: WeightedLists): boolean {
    return offsets.length - 1 <= this.rows && values.length <= this.entries;
  }

  solve({ offsets, values, weights }: WeightedLists): Float32Array {
    const { side, columns } = this;
    const { factors, alpha, columns: vectors } = this.options;
    const rows = offsets.length - 1;
    side.factors.values.fill(0);
    side.offsets.set(offsets);
    // Only the columns that occur are copied into the kernel's memory, one for each entry.
    for (let entry = 0; entry < values.length; entry++) {
      const column = values[entry]!;
      side.values[entry] = entry;
      side.weights[entry] = weights[entry]! * alpha;
      columns.values.set(vectors.subarray(column * factors, (column + 1) * factors), entry * columns.stride);
    }
    this.solver.solve({ ...side, size: rows }, columns, 4 * factors, 1e-12);
    const { values: solved, stride } = side.factors;
    return packedRows({ values: solved.subarray(0, rows * stride), stride }, factors);
  }
}

/** The smallest power of two that is no smaller than `size`, 16 at least. */
const powerOfTwo = (size: number): number => 2 ** Math.max(4, Math.ceil(Math.log2(size)));
