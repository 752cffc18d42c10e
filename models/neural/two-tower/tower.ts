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

/** The bytes that a {@link Tower} of so many rows takes. */
export const towerBytes = (hidden: number, rows: number): number => bytesFor(matrixBytes(rows, hidden), 4 * rows);

/**
 * One tower's layers in a kernel's memory: y = x + max(x · hidden + hiddenBias, 0) · output + outputBias, x the sum of
 * embeddings; the vector is y, made as long as `length`.
 */
export class Tower {
  /** What comes out of the hidden layer, … */
  readonly activations: Matrix;
  /** … and what each y was multiplied by. */
  readonly factors: Float32Array;

  /**
   * @param weights the model's, see `initialWeights`.
   * @param rows that are computed at once, at most.
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
   * @param out gets the vectors.
   * @param embeddings of each row the sum of its embeddings.
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
