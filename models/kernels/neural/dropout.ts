import type { Kernel } from '../kernel.js';
import { addMatrix } from './add.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** Multiplies the matrix by `dropoutMask` of models/neural/training/dropout-mask.ts; the same call on its gradient is the backward pass. */
export function dropout(kernel: Kernel, { values, stride, rows }: Matrix, rate: number, key: number): void {
  if (rate === 0) return;
  const least = Math.ceil(rate * 2 ** 32);
  phase(kernel, rows * stride, 'dropout', values.byteOffset, 4 * stride, rows, least, 1 / (1 - rate), key);
}

/** Writes a matrix after {@link dropout} into `out`, or adds it there. */
export function dropped(
  kernel: Kernel,
  out: Matrix,
  matrix: Matrix,
  rate: number,
  key: number,
  { add }: { readonly add: boolean },
): void {
  const { values, stride, rows } = matrix;
  if (rate === 0) {
    if (add) addMatrix(kernel, out, matrix);
    else out.values.set(values);
    return;
  }
  const mask = [Math.ceil(rate * 2 ** 32), 1 / (1 - rate), key];
  const places = [out.values.byteOffset, values.byteOffset, 4 * stride, rows];
  phase(kernel, rows * stride, 'dropped', ...places, ...mask, Number(add));
}
