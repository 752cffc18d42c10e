import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** out (+)= the sum of a's rows; `out` is 1 × n. */
export function columnSums(
  kernel: Kernel,
  out: Matrix,
  a: Matrix,
  { add = false }: { readonly add?: boolean } = {},
): void {
  const work = (a.rows * a.stride) / 8;
  phase(kernel, work, 'columnSums', out.values.byteOffset, a.values.byteOffset, 4 * a.stride, a.rows, Number(add));
}

/** out[row] = the inner product of that row of a and of b; `out` lies in the kernel's memory. */
export function rowDots(kernel: Kernel, out: Float32Array, a: Matrix, b: Matrix): void {
  const args = [out.byteOffset, a.values.byteOffset, 4 * a.stride, b.values.byteOffset, 4 * b.stride, a.rows];
  phase(kernel, (a.rows * a.stride) / 4, 'rowDots', ...args);
}

/** The sum of the squares of all entries, on this thread alone. */
export function squaredNorm(kernel: Kernel, { values }: Matrix): number {
  return kernel.call('squaredNorm', values.byteOffset, values.byteLength);
}
