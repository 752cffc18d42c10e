import { bytesFor, type Kernel } from '../../kernels/index.js';
import {
  carryRows,
  firstRows,
  gatherRows,
  gemm,
  gruForward,
  type Matrix,
  matrixBytes,
  newMatrix,
  rowRange,
} from '../../kernels/neural/index.js';
import type { Layer } from './shape.js';

/** How a layer continues its sessions, one row a session. */
export interface LayerBatch {
  /** Counted from 0: a step reads the states that the step before wrote. */
  readonly step: number;
  /** See `Lanes`: the rows of beginning sessions, −1, come last. In the kernel's memory. */
  readonly carried: Int32Array;
}

/** A layer of GRU cells on kernels, with the states that it carries from step to step. */
export class GruLayer {
  /** Two buffers: a step reads one and writes the other. */
  readonly #states: readonly [Matrix, Matrix];
  readonly #before: Matrix;
  readonly #read: Matrix;
  readonly #state: Matrix;

  /**
   * @param weights by name, those of the layer among them.
   * @param rows the most sessions in a batch.
   */
  constructor(
    readonly kernel: Kernel,
    readonly layer: Layer,
    readonly weights: Readonly<Record<string, Matrix>>,
    rows: number,
  ) {
    const matrix = (columns: number) => newMatrix(kernel, rows, columns);
    this.#states = [matrix(layer.units), matrix(layer.units)];
    this.#before = matrix(layer.units);
    this.#read = matrix(3 * layer.units);
    this.#state = matrix(3 * layer.units);
  }

  static bytes({ units }: Layer, rows: number): number {
    return bytesFor(3 * matrixBytes(rows, units), 2 * matrixBytes(rows, 3 * units));
  }

  /** The states after the batch. Changes made to them are carried on. @param input vectors, or items as one-hot vectors. */
  forward(input: Matrix | Int32Array, { step, carried }: LayerBatch): Matrix {
    const { kernel, layer, weights } = this;
    const rows = carried.length;
    const goOn = goingOn(carried);
    const after = firstRows(this.#states[step % 2]!, rows);
    const { before, read, state } = this.passed(rows);
    carryRows(kernel, before, this.#states[(step + 1) % 2]!, carried);
    if (input instanceof Int32Array) gatherRows(kernel, read, weights[layer.input]!, input);
    else gemm(kernel, read, input, weights[layer.input]!);
    gemm(kernel, firstRows(state, goOn), firstRows(before, goOn), weights[layer.hidden]!);
    rowRange(state, goOn, rows).values.fill(0);
    const stateBias = layer.hiddenBias ? weights[layer.hiddenBias] : undefined;
    gruForward(kernel, after, before, { read, state }, { read: weights[layer.inputBias]!, state: stateBias });
    return after;
  }

  /** What the last `forward`, of so many rows, has stored: the states before, and the gates. */
  protected passed(rows: number): { before: Matrix; read: Matrix; state: Matrix } {
    return {
      before: firstRows(this.#before, rows),
      read: firstRows(this.#read, rows),
      state: firstRows(this.#state, rows),
    };
  }
}

/** How many rows continue a state. Those that begin, from zeros, are left out of products with the states before. */
export function goingOn(carried: Int32Array): number {
  let count = carried.length;
  while (count > 0 && carried[count - 1]! < 0) count--;
  return count;
}
