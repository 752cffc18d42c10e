import { bytesFor, type Kernel } from '../../kernels/index.js';
import {
  addMatrix,
  addRelu,
  addRow,
  firstRows,
  gemm,
  type Matrix,
  matrixBytes,
  newMatrix,
  normalizeRows,
} from '../../kernels/neural/index.js';
import type { Side } from './shape.js';

/** The bytes that a {@link Tower} of so many rows requires. */
export const towerBytes = (hidden: number, rows: number): number => bytesFor(matrixBytes(rows, hidden), 4 * rows);

/**
 * One tower's layers in a kernel's memory: y = x + max(x · hidden + hiddenBias, 0) · output + outputBias, where x is the sum
 * of embeddings; the vector is y, scaled to `length`.
 */
export class Tower {
  /** The output of the hidden layer, … */
  readonly activations: Matrix;
  /** … and the factor that each y was multiplied by. */
  readonly factors: Float32Array;

  /**
   * @param weights the model's, see `initialWeights`.
   * @param rows the most rows computed at once.
   */
  constructor(
    readonly kernel: Kernel,
    readonly side: Side,
    readonly weights: Readonly<Record<string, Matrix>>,
    readonly length: number,
    rows: number,
  ) {
    this.activations = newMatrix(kernel, rows, this.weight('hidden').columns);
    this.factors = kernel.floats(rows);
  }

  weight(name: string): Matrix {
    return this.weights[`${this.side}.${name}`]!;
  }

  /**
   * @param out receives the vectors.
   * @param embeddings for each row, the sum of its embeddings.
   */
  forward(out: Matrix, embeddings: Matrix): void {
    const { kernel } = this;
    const hidden = firstRows(this.activations, embeddings.rows);
    gemm(kernel, hidden, embeddings, this.weight('hidden'));
    addRelu(kernel, hidden, this.weight('hiddenBias'));
    gemm(kernel, out, hidden, this.weight('output'));
    addRow(kernel, out, this.weight('outputBias'));
    addMatrix(kernel, out, embeddings);
    normalizeRows(kernel, out, this.length, this.factors);
  }
}
