import * as binary from '../built/neural.js';
import { bytesFor, type Kernel, openKernel } from '../kernel.js';
import { gemmScratchBytes } from './gemm-block.js';

/**
 * A matrix in a kernel's memory. Each row starts on a cache line. The padding between its columns and the next row is zero, and
 * kernels keep it zero.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Floats from one row to the next, a multiple of 16. */
  readonly stride: number;
  /** rows × stride. */
  readonly values: Float32Array;
}

const lineFloats = 16;
const strideOf = (columns: number) => Math.ceil(columns / lineFloats) * lineFloats;

/** Opens the kernel of neural steps. @param bytes the size of its matrices ({@link matrixBytes}) and arrays (`bytesFor`). */
export const openNeural = (bytes: number): Promise<Kernel> => openKernel(binary, bytes, gemmScratchBytes);

/** The bytes that {@link newMatrix} requires. */
export const matrixBytes = (rows: number, columns: number): number => bytesFor(4 * rows * strideOf(columns));

/** A new matrix of zeros. */
export function newMatrix(kernel: Kernel, rows: number, columns: number): Matrix {
  const stride = strideOf(columns);
  return { rows, columns, stride, values: kernel.floats(rows * stride) };
}

/** The first rows of a matrix, in the same memory, for batches smaller than the matrix. */
export const firstRows = (matrix: Matrix, rows: number): Matrix => rowRange(matrix, 0, rows);

/** Rows `from … to` of a matrix, in the same memory. */
export const rowRange = (matrix: Matrix, from: number, to: number): Matrix => ({
  ...matrix,
  rows: to - from,
  values: matrix.values.subarray(from * matrix.stride, to * matrix.stride),
});

/** Copies a table, row after row without padding, into a matrix. */
export function fillMatrix({ rows, columns, stride, values }: Matrix, table: Float32Array): void {
  for (let row = 0; row < rows; row++) values.set(table.subarray(row * columns, (row + 1) * columns), row * stride);
}

/** A copy of the matrix, row after row, outside the kernel's memory and without padding. */
export function packedMatrix({ rows, columns, stride, values }: Matrix): Float32Array {
  const table = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) table.set(values.subarray(row * stride, row * stride + columns), row * columns);
  return table;
}
