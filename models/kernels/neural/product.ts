import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

/** out = a ∘ b, entry by entry. @param b has as many rows as `a`, or one for all of them. */
export function product(kernel: Kernel, out: Matrix, a: Matrix, b: Matrix): void {
  const { rows, stride } = out;
  const step = b.rows === rows ? 4 * stride : 0;
  kernel.parallel('product', out.values.byteOffset, rows, 4 * stride, a.values.byteOffset, b.values.byteOffset, step);
}
