import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** Rows of a matrix, each times its factor: written into `out`, or added to it. */
export function timesRows(
  kernel: Kernel,
  out: Matrix,
  { values, rows, stride }: Matrix,
  factors: Float32Array,
  { add }: { readonly add: boolean },
): void {
  phase(
    kernel,
    (rows * stride) / 8,
    'timesRows',
    ...[out.values.byteOffset, values.byteOffset, rows, 4 * stride, factors.byteOffset, Number(add)],
  );
}
