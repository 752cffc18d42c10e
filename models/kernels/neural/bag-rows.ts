import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

/** For each row a bag of ids, laid end to end, and the weight of each id; all in the kernel's memory. */
export interface Bags {
  /** Length: rows + 1. */
  readonly offsets: Int32Array;
  readonly ids: Int32Array;
  readonly weights: Float32Array;
}

/** Row r of `out` = Σ weight · row id of `table`, over bag r; zeros for an empty bag. Both have the same columns. */
export function bagRows(kernel: Kernel, out: Matrix, table: Matrix, { offsets, ids, weights }: Bags): void {
  kernel.parallel(
    'bagRows',
    ...[out.values.byteOffset, out.rows, 4 * out.stride, table.values.byteOffset],
    ...[offsets.byteOffset, ids.byteOffset, weights.byteOffset],
  );
}
