import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';

/** The input of a layer of gated recurrent units, and its stored gates. Gates lie side by side: reset, update, new state. */
export interface GruGates {
  /** rows × 3 units: the contribution of the input, without its bias. */
  readonly read: Matrix;
  /** rows × 3 units: the contribution of the state before, without its bias. */
  readonly state: Matrix;
}

export interface GruBiases {
  /** 1 × 3 units. */
  readonly read: Matrix;
  /** 1 × 3 units, where the layer has one. */
  readonly state?: Matrix | undefined;
}

/** Row i of `out` = row carried[i] of `from`, zeros where carried[i] is −1. `carried` lies in the kernel's memory. */
export function carryRows(kernel: Kernel, out: Matrix, from: Matrix, carried: Int32Array): void {
  const args = [out.values.byteOffset, from.values.byteOffset, 4 * out.stride, carried.byteOffset, carried.length];
  phase(kernel, (carried.length * out.stride) / 4, 'carryRows', ...args);
}

/**
 * after = (1 − z) · n + z · before, with r = σ(read + state), z = σ(read + state), n = tanh(read + r · state), as in PyTorch's GRUCell.
 * The gates are stored as {@link gruBackward} needs them.
 */
export function gruForward(
  kernel: Kernel,
  after: Matrix,
  before: Matrix,
  { read, state }: GruGates,
  biases: GruBiases,
): void {
  phase(
    kernel,
    8 * after.rows * after.columns,
    'gruForward',
    ...[after.rows, after.columns, read.values.byteOffset, state.values.byteOffset, 4 * read.stride],
    ...[biases.read.values.byteOffset, biases.state?.values.byteOffset ?? 0],
    ...[before.values.byteOffset, after.values.byteOffset, 4 * after.stride],
  );
}

/** Replaces the gates by their gradients, from those of the state after; the state before is a constant. */
export function gruBackward(kernel: Kernel, gradients: Matrix, before: Matrix, { read, state }: GruGates): void {
  phase(
    kernel,
    2 * gradients.rows * gradients.columns,
    'gruBackward',
    ...[gradients.rows, gradients.columns, read.values.byteOffset, state.values.byteOffset, 4 * read.stride],
    ...[before.values.byteOffset, gradients.values.byteOffset, 4 * gradients.stride],
  );
}
