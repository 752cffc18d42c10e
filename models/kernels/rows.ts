import type { Kernel } from './kernel.js';

/** A table of floats in a kernel's memory. Each row starts on a cache line of its own and is padded with zeros. */
export interface Rows {
  readonly values: Float32Array;
  /** Floats from one row to the next. */
  readonly stride: number;
}

const lineFloats = 16;
const strideOf = (columns: number) => Math.ceil(columns / lineFloats) * lineFloats;

/** The bytes that {@link newRows} requires, for `bytesFor`. */
export const rowBytes = (rows: number, columns: number): number => 4 * (rows * strideOf(columns) + lineFloats);

/** A new table of zeros. */
export function newRows(kernel: Kernel, rows: number, columns: number): Rows {
  const stride = strideOf(columns);
  const room = kernel.floats(rows * stride + lineFloats);
  const start = lineFloats - ((room.byteOffset / 4) % lineFloats);
  return { values: room.subarray(start, start + rows * stride), stride };
}

/** The table row after row, outside the kernel's memory and without padding. */
export function packedRows({ values, stride }: Rows, columns: number): Float32Array {
  const table = new Float32Array((values.length / stride) * columns);
  for (let row = 0; row * stride < values.length; row++)
    table.set(values.subarray(row * stride, row * stride + columns), row * columns);
  return table;
}
