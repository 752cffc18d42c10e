import { bytesFor, type Kernel } from '../../kernels/index.js';
import {
  bprMax,
  columnSums,
  firstRows,
  gemm,
  type Matrix,
  matrixBytes,
  newMatrix,
  softmaxCrossEntropy,
} from '../../kernels/neural/index.js';
import type { Statistics } from './graph.js';
import type { Gru4RecParameters } from './parameters.js';

/** The weights that score states: items × outputs, and a column for all items. */
export interface Scored {
  readonly items: Matrix;
  readonly biases: Matrix;
}

/** Scores each session's target against the others' targets and the negatives, and computes the loss and its gradients. */
export class ScoringStep {
  readonly #scores: Matrix;
  /** A buffer of bpr-max. */
  readonly #powers: Matrix;
  readonly #columnOffsets: Float32Array;
  readonly #targets: Int32Array;
  readonly #losses: Float32Array;
  readonly #ofStates: Matrix;
  readonly #ofBiases: Matrix;

  constructor(
    readonly kernel: Kernel,
    readonly weights: Scored,
    readonly parameters: Gru4RecParameters,
    readonly statistics: Statistics,
  ) {
    const { batchSize: rows, negatives, loss } = parameters;
    const columns = rows + negatives;
    this.#scores = newMatrix(kernel, rows, columns);
    this.#powers = newMatrix(kernel, loss === 'bpr-max' ? rows : 0, columns);
    this.#columnOffsets = kernel.floats(columns);
    this.#targets = kernel.ints(rows);
    for (let row = 0; row < rows; row++) this.#targets[row] = row;
    this.#losses = kernel.floats(rows);
    this.#ofStates = newMatrix(kernel, rows, weights.items.columns);
    this.#ofBiases = newMatrix(kernel, 1, columns + rows);
  }

  static bytes(outputs: number, { batchSize: rows, negatives, loss }: Gru4RecParameters): number {
    const columns = rows + negatives;
    return bytesFor(
      ...[matrixBytes(rows, columns), 4 * columns, 4 * rows, 4 * rows, matrixBytes(rows, outputs)],
      matrixBytes(loss === 'bpr-max' ? rows : 0, columns),
      matrixBytes(1, columns + rows),
    );
  }

  /**
   * The loss, divided by the size of a full batch, and its gradients.
   * @param ids the columns' items, the rows' targets first; in the kernel's memory.
   * @param ofItems receives the gradients of the items' vectors in its first rows, one row a column.
   */
  differentiate(
    states: Matrix,
    ids: Int32Array,
    ofItems: Matrix,
  ): { loss: number; ofStates: Matrix; ofBiases: Matrix } {
    const { kernel, weights } = this;
    const scores = { ...firstRows(this.#scores, states.rows), columns: ids.length };
    gemm(kernel, scores, states, weights.items, { transpose: 'b', ids });
    const loss = this.#toGradients(scores, ids);
    gemm(kernel, firstRows(ofItems, ids.length), scores, states, { transpose: 'a' });
    const ofStates = firstRows(this.#ofStates, states.rows);
    gemm(kernel, ofStates, scores, weights.items, { ids });
    return { loss, ofStates, ofBiases: this.#biasGradients(scores) };
  }

  #toGradients(scores: Matrix, ids: Int32Array): number {
    const { loss, batchSize, elu, bprRegularization } = this.parameters;
    const columnOffsets = this.#offsets(ids, scores.rows);
    const losses = this.#losses.subarray(0, scores.rows);
    const scale = 1 / batchSize;
    const common = { columnOffsets, losses, scale };
    const bprOptions = { bend: elu, regularization: bprRegularization, powers: this.#powers };
    if (loss === 'bpr-max') bprMax(this.kernel, scores, { ...common, ...bprOptions });
    else softmaxCrossEntropy(this.kernel, scores, { ...common, targets: this.#targets.subarray(0, scores.rows) });
    let sum = 0;
    for (const value of losses) sum += value;
    return sum * scale;
  }

  /** What is subtracted from each column: minus the item's bias and, for cross-entropy, the correction for how it is drawn. */
  #offsets(ids: Int32Array, targets: number): Float32Array {
    const { loss, logQ, power } = this.parameters;
    const { values: biases } = this.weights.biases;
    const offsets = this.#columnOffsets.subarray(0, ids.length);
    for (let column = 0; column < ids.length; column++) offsets[column] = -biases[ids[column]!]!;
    if (loss === 'bpr-max' || logQ === 0) return offsets;
    for (let column = 0; column < ids.length; column++)
      offsets[column]! += logQ * (column < targets ? 1 : power) * this.statistics.logCounts[ids[column]!]!;
    return offsets;
  }

  /** As a column: one number for each column of the scores, followed by 0 for each input item. */
  #biasGradients(scores: Matrix): Matrix {
    const rows = scores.columns + scores.rows;
    columnSums(this.kernel, this.#ofBiases, scores);
    const values = this.#ofBiases.values.subarray(0, rows).fill(0, scores.columns);
    return { rows, columns: 1, stride: 1, values };
  }
}
