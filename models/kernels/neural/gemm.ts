import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

export interface GemmOptions {
  /** Which of the factors is transposed; none unless said. */
  readonly transpose?: 'none' | 'a' | 'b';
  /** Whether the product is added to what stands in `out`. */
  readonly add?: boolean;
  /** Rows of the table `b`, in the kernel's memory, that stand for b: the product with `gatherRows`' result, without it. */
  readonly ids?: Int32Array | undefined;
}

/** Products of two floats that a thread adds up in a nanosecond. */
const speed = 20;

/**
 * out (+)= a · b, aᵀ · b or a · bᵀ.
 * @throws RangeError when the shapes do not fit.
 */
export function gemm(
  kernel: Kernel,
  out: Matrix,
  a: Matrix,
  b: Matrix,
  { transpose = 'none', add = false, ids }: GemmOptions = {},
): void {
  const aTransposed = transpose === 'a';
  const bTransposed = transpose === 'b';
  const bRows = ids?.length ?? b.rows;
  const [m, terms] = aTransposed ? [a.columns, a.rows] : [a.rows, a.columns];
  const [n, bTerms] = bTransposed ? [bRows, b.columns] : [b.columns, bRows];
  if (terms !== bTerms || out.rows !== m || out.columns !== n)
    throw new RangeError(`a product of ${m} × ${terms} and ${bTerms} × ${n} in ${out.rows} × ${out.columns}`);
  phase(
    kernel,
    (m * n * terms) / speed,
    'gemm',
    ...[out.values.byteOffset, 4 * out.stride, m, n, terms],
    ...[a.values.byteOffset, 4 * a.stride, Number(aTransposed)],
    ...[b.values.byteOffset, 4 * b.stride, Number(bTransposed), ids?.byteOffset ?? 0],
    ...[Number(add), kernel.scratch.byteOffset, kernel.scratch.length],
  );
}
