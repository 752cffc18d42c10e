import type { WeightedLists } from '../../data/index.js';
import { bytesFor, floatsOf, intsOf, type Kernel } from './kernel.js';
import { newRows, type Rows, rowBytes } from './rows.js';

/** One side of a factorization in the kernel's memory: its factors, and its entries with their signed confidences. */
export interface Side {
  readonly size: number;
  readonly factors: Rows;
  readonly offsets: Int32Array;
  readonly values: Int32Array;
  readonly weights: Float32Array;
}

export interface SideOptions {
  readonly factors: number;
  readonly alpha: number;
  /** Initial value of entry `i · factors + f` of the factors. */
  readonly start: (entry: number) => number;
}

// The kernel processes rows four at a time.
const roomFor = (size: number) => Math.ceil(size / 4) * 4;

export const sideBytes = (size: number, entries: number, factors: number): number =>
  rowBytes(roomFor(size), factors) + bytesFor(4 * (size + 1), 4 * entries, 4 * entries);

export function sideIn(kernel: Kernel, matrix: WeightedLists, { factors, alpha, start }: SideOptions): Side {
  const size = matrix.offsets.length - 1;
  const { values, stride } = newRows(kernel, roomFor(size), factors);
  for (let i = 0; i < size; i++) for (let f = 0; f < factors; f++) values[i * stride + f] = start(i * factors + f);
  const weights = floatsOf(kernel, matrix.weights);
  for (let entry = 0; entry < weights.length; entry++) weights[entry]! *= alpha;
  return {
    size,
    factors: { values: values.subarray(0, size * stride), stride },
    offsets: intsOf(kernel, matrix.offsets),
    values: intsOf(kernel, matrix.values),
    weights,
  };
}

/** Number of parts of sums over all rows, independent of the number of threads. */
const slices = 32;

const widthOf = (factors: number) => Math.ceil(factors / 16) * 16;

export const solverBytes = (factors: number, threads: number): number => {
  const width = widthOf(factors);
  return bytesFor(
    8 * slices * width ** 2,
    8 * width ** 2,
    8 * width ** 2,
    4 * width ** 2,
    4 * width,
    16 * width * threads,
  );
};

/** The steps of ALS on the two sides of one matrix, each on all threads of the kernel. */
export class AlsSolver {
  readonly #kernel: Kernel;
  readonly #regularization: number;
  readonly #width: number;
  /** One Gram matrix a slice. */
  readonly #sums: Float64Array;
  readonly #matrix: Float64Array;
  readonly #eigenvectors: Float64Array;
  /** The eigenvectors in the kernel's layout: as columns, in panels of eight. */
  readonly #basis: Float32Array;
  /** Eigenvalues of the Gram matrix. */
  #spectrum: Float64Array;
  /** The eigenvalues plus regularization. */
  readonly #diagonal: Float32Array;
  readonly #scratch: Float32Array;

  constructor(kernel: Kernel, factors: number, regularization: number, threads: number) {
    const width = widthOf(factors);
    this.#kernel = kernel;
    this.#regularization = regularization;
    this.#width = width;
    this.#sums = kernel.doubles(slices * width ** 2);
    this.#matrix = kernel.doubles(width ** 2);
    this.#eigenvectors = kernel.doubles(width ** 2);
    this.#basis = kernel.floats(width ** 2);
    this.#spectrum = new Float64Array(width);
    this.#diagonal = kernel.floats(width);
    this.#scratch = kernel.floats(4 * width * threads);
  }

  /** Rotates the factors of both sides into the eigenvectors' basis of `y`'s Gram matrix, and returns its eigenvalues. */
  diagonalize(y: Side, x: Side): Float64Array {
    const width = this.#width;
    const matrix = this.#matrix.fill(0);
    const sums = this.#sums;
    this.#run('gram', y.factors, y.size, width, slices, sums, this.#scratch);
    for (let slice = 0; slice < slices; slice++)
      for (let at = 0; at < matrix.length; at++) matrix[at]! += sums[slice * matrix.length + at]!;
    for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) matrix[i * width + j] = matrix[j * width + i]!;
    this.#kernel.call('eigenvectors', matrix.byteOffset, this.#eigenvectors.byteOffset, width);
    this.useSpectrum(
      Float64Array.from({ length: width }, (_, i) => Math.hypot(...matrix.subarray(i * width, (i + 1) * width))),
    );
    for (let vector = 0; vector < width; vector++)
      for (let f = 0; f < width; f++)
        this.#basis[((vector >> 3) * width + f) * 8 + (vector & 7)] = this.#eigenvectors[vector * width + f]!;
    for (const { factors, size } of [x, y]) this.#run('turnRows', factors, size, width, this.#basis, this.#scratch);
    return this.#spectrum;
  }

  /** Assumes that the Gram matrix is diagonal, with these values. */
  useSpectrum(spectrum: Float64Array): void {
    this.#spectrum = spectrum;
    for (const [f, value] of spectrum.entries()) this.#diagonal[f] = value + this.#regularization;
  }

  /** At most `steps` steps of conjugate gradient for every row of `x`; a row ends early once ‖r‖² is below `enough` of its first value. */
  solve(x: Side, y: Rows, steps: number, enough: number): void {
    this.#run('solve', ...this.#system(x, y), this.#diagonal, steps, enough, this.#scratch);
  }

  /** The loss per pair of a row and a column; valid right after {@link solve} has changed `x`. */
  loss(x: Side, y: Side): number {
    const sums = this.#sums.subarray(0, slices);
    this.#run('loss', ...this.#system(x, y.factors), this.#diagonal, slices, sums);
    const total = (values: Iterable<number>, of: (value: number) => number) => {
      let sum = 0;
      for (const value of values) sum += of(value);
      return sum;
    };
    const norms = this.#regularization * total(this.#spectrum, (value) => value);
    const confidence = x.size * y.size + total(x.weights, (weight) => Math.abs(weight) - 1);
    return (total(sums, (sum) => sum) + norms) / confidence;
  }

  #system(x: Side, y: Rows) {
    return [x.factors, x.size, this.#width, x.offsets, x.values, x.weights, y] as const;
  }

  #run(name: string, ...args: readonly (number | { readonly byteOffset: number } | Rows)[]): void {
    const words = args.map((arg) =>
      typeof arg === 'number' ? arg : 'stride' in arg ? arg.values.byteOffset : arg.byteOffset,
    );
    this.#kernel.parallel(name, ...words);
  }
}
