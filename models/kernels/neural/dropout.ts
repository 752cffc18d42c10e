import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** Multiplies the matrix by `dropoutMask` of models/neural/dropout-mask.ts; the same call on its gradient is the backward. */
export function dropout(kernel: Kernel, { values, stride, rows }: Matrix, rate: number, key: number): void {
  if (rate === 0) return;
  const least = Math.ceil(rate * 2 ** 32);
  phase(kernel, rows * stride, 'dropout', values.byteOffset, 4 * stride, rows, least, 1 / (1 - rate), key);
}
