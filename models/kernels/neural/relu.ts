import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';

/** Rectified linear units, in place: max(matrix + biases, 0). @param biases one row. */
export function addRelu(kernel: Kernel, { values, rows, stride }: Matrix, biases: Matrix): void {
  kernel.parallel('addRelu', values.byteOffset, rows, 4 * stride, biases.values.byteOffset);
}

/** The gradients of {@link addRelu}, in place: 0 where its outputs are 0. */
export function reluGradient(kernel: Kernel, { values, rows, stride }: Matrix, outputs: Matrix): void {
  kernel.parallel('reluGradient', values.byteOffset, rows, 4 * stride, outputs.values.byteOffset);
}
