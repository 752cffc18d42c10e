import type { Kernel } from '../kernel.js';
import { gemmBlock, gemmDepth } from './gemm-block.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

export interface GemmOptions {
  /** The factor that is transposed; none by default. */
  readonly transpose?: 'none' | 'a' | 'b';
  /** Whether the product is added to `out`; by default it replaces it. */
  readonly add?: boolean;
  /** The rows of the table `b`, in the kernel's memory, to use as b: the product with `gatherRows`' result, without computing it. */
  readonly ids?: Int32Array | undefined;
  /**
   * For a · b: a buffer for its parts, `gemmParts(out.rows, terms)` × n. On several threads each then computes a share of the terms,
   * so it touches only its share of b's rows: useful where they are about to be updated. The result is the same.
   */
  readonly parts?: Matrix | undefined;
}

/** The rows of a product's parts: see {@link GemmOptions}. */
export const gemmParts = (rows: number, terms: number): number => rows * Math.ceil(terms / gemmDepth);

/** Multiply-adds of floats that a thread computes in a nanosecond. */
const speed = 22;

/**
 * Rows and columns of the blocks of a product; blocks are smaller where there would be too few for all threads. A thread's share is
 * whole columns first, so that a factor `b` is packed, and its cache lines are read, by one thread alone.
 */
function blocksOf(m: number, n: number, threads: number): readonly [rows: number, columns: number] {
  let [rows, columns] = gemmBlock;
  const areFew = () => threads > 1 && Math.ceil(m / rows) * Math.ceil(n / columns) < 3 * threads;
  while (areFew() && columns > 16) columns /= 2;
  while (areFew() && rows > 16) rows /= 2;
  return [rows, columns];
}

/**
 * out (+)= a · b, aᵀ · b or a · bᵀ.
 * @throws RangeError when the shapes do not fit.
 */
export function gemm(
  kernel: Kernel,
  out: Matrix,
  a: Matrix,
  b: Matrix,
  { transpose = 'none', add = false, ids, parts }: GemmOptions = {},
): void {
  const aTransposed = transpose === 'a';
  const bTransposed = transpose === 'b';
  const bRows = ids?.length ?? b.rows;
  const [m, terms] = aTransposed ? [a.columns, a.rows] : [a.rows, a.columns];
  const [n, bTerms] = bTransposed ? [bRows, b.columns] : [b.columns, bRows];
  if (terms !== bTerms || out.rows !== m || out.columns !== n)
    throw new RangeError(`a product of ${m} × ${terms} and ${bTerms} × ${n} in ${out.rows} × ${out.columns}`);
  if (parts && parts.values.length < gemmParts(m, terms) * out.stride)
    throw new RangeError(
      `${parts.rows} rows for the parts of a product of ${m} × ${terms}, not ${gemmParts(m, terms)}`,
    );
  const work = (m * n * terms) / speed;
  if (parts && transpose === 'none' && kernel.threads > 1 && terms > gemmDepth) {
    phase(
      kernel,
      work,
      'gemmParts',
      ...[parts.values.byteOffset, 4 * out.stride, m, n, terms, a.values.byteOffset, 4 * a.stride],
      ...[b.values.byteOffset, 4 * b.stride, ids?.byteOffset ?? 0, kernel.scratch.byteOffset, kernel.scratch.length],
    );
    const count = Math.ceil(terms / gemmDepth);
    const from = [out.values.byteOffset, 4 * out.stride, m, parts.values.byteOffset, count, Number(add)];
    phase(kernel, (m * out.stride * count) / 8, 'sumParts', ...from);
    return;
  }
  phase(
    kernel,
    work,
    'gemm',
    ...[out.values.byteOffset, 4 * out.stride, m, n, terms],
    ...[a.values.byteOffset, 4 * a.stride, Number(aTransposed)],
    ...[b.values.byteOffset, 4 * b.stride, Number(bTransposed), ids?.byteOffset ?? 0],
    ...[Number(add), kernel.scratch.byteOffset, kernel.scratch.length],
    ...blocksOf(m, n, kernel.threads),
  );
}
