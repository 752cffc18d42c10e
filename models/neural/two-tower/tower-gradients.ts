import { bytesFor } from '../../kernels/index.js';
import {
  columnSums,
  gemm,
  type Matrix,
  matrixBytes,
  newMatrix,
  normalizeRowsGradient,
  reluGradient,
} from '../../kernels/neural/index.js';
import type { StepGradients } from '../training/step-weights.js';
import type { TowerShape } from './shape.js';
import type { Tower } from './tower.js';

/** The bytes that {@link TowerGradients} of so many rows require. */
export const towerGradientsBytes = ({ width, hidden }: TowerShape, rows: number): number =>
  bytesFor(
    matrixBytes(rows, hidden),
    matrixBytes(width, hidden),
    matrixBytes(hidden, width),
    matrixBytes(1, hidden),
    matrixBytes(1, width),
  );

/** The gradients of a tower's weights, and the backward pass through its layers. */
export class TowerGradients {
  readonly #ofActivations: Matrix;
  readonly #of: Readonly<Record<string, Matrix>>;

  constructor(readonly tower: Tower) {
    const { kernel, activations } = tower;
    const like = (name: string) => newMatrix(kernel, tower.weight(name).rows, tower.weight(name).columns);
    const names = ['hidden', 'hiddenBias', 'output', 'outputBias'];
    this.#ofActivations = newMatrix(kernel, activations.rows, activations.columns);
    this.#of = Object.fromEntries(names.map((name) => [name, like(name)]));
  }

  /**
   * The backward pass of the last {@link Tower.forward}.
   * @param gradients those of the vectors; they become those of `embeddings`, the input sums.
   */
  backward(gradients: Matrix, vectors: Matrix, embeddings: Matrix): StepGradients {
    const { kernel, side, length, factors, activations } = this.tower;
    const { hidden, hiddenBias, output, outputBias } = this.#of;
    normalizeRowsGradient(kernel, gradients, vectors, length, factors);
    gemm(kernel, output!, activations, gradients, { transpose: 'a' });
    columnSums(kernel, outputBias!, gradients);
    gemm(kernel, this.#ofActivations, gradients, this.tower.weight('output'), { transpose: 'b' });
    reluGradient(kernel, this.#ofActivations, activations);
    gemm(kernel, hidden!, embeddings, this.#ofActivations, { transpose: 'a' });
    columnSums(kernel, hiddenBias!, this.#ofActivations);
    gemm(kernel, gradients, this.#ofActivations, this.tower.weight('hidden'), { transpose: 'b', add: true });
    return Object.fromEntries(Object.entries(this.#of).map(([name, rows]) => [`${side}.${name}`, { rows }]));
  }
}
