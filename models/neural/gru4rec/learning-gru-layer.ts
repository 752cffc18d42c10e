import { bytesFor, type Kernel } from '../../kernels/index.js';
import {
  columnSums,
  firstRows,
  gemm,
  gruBackward,
  type Matrix,
  matrixBytes,
  newMatrix,
  type RowGroups,
} from '../../kernels/neural/index.js';
import type { StepGradients } from '../training/step-weights.js';
import { GruLayer, goingOn } from './gru-layer.js';
import type { Layer } from './shape.js';

/** A layer with a backward pass. */
export class LearningGruLayer extends GruLayer {
  /** The gradients of the weights that every batch touches as a whole, by name. */
  readonly #gradients: Readonly<Record<string, Matrix>>;

  constructor(kernel: Kernel, layer: Layer, weights: Readonly<Record<string, Matrix>>, rows: number) {
    super(kernel, layer, weights, rows);
    const { width, input, hidden, inputBias, hiddenBias } = layer;
    const names = [...(width > 0 ? [input] : []), hidden, inputBias, ...(hiddenBias ? [hiddenBias] : [])];
    const like = ({ rows, columns }: Matrix) => newMatrix(kernel, rows, columns);
    this.#gradients = Object.fromEntries(names.map((name) => [name, like(weights[name]!)]));
  }

  static override bytes(layer: Layer, rows: number): number {
    const { width, units } = layer;
    const ofGates = [matrixBytes(width, 3 * units), matrixBytes(units, 3 * units), 2 * matrixBytes(1, 3 * units)];
    return bytesFor(GruLayer.bytes(layer, rows), ...ofGates);
  }

  /**
   * The gradients of the layer's weights, from those of the states that `forward` returned. The states before are constants.
   * @param carried as passed to `forward`.
   * @param input as passed to `forward`; of one-hot vectors, their items' groups.
   * @param ofInput receives the gradients of an input of vectors.
   */
  backward(gradients: Matrix, carried: Int32Array, input: Matrix | RowGroups, ofInput: Matrix): StepGradients {
    const { kernel, layer, weights } = this;
    const of = this.#gradients;
    const { before, read, state } = this.passed(gradients.rows);
    gruBackward(kernel, gradients, before, { read, state });
    const goOn = goingOn(carried);
    gemm(kernel, of[layer.hidden]!, firstRows(before, goOn), firstRows(state, goOn), { transpose: 'a' });
    columnSums(kernel, of[layer.inputBias]!, read);
    if (layer.hiddenBias) columnSums(kernel, of[layer.hiddenBias]!, state);
    const dense = Object.fromEntries(Object.entries(of).map(([name, rows]) => [name, { rows }]));
    if ('places' in input) return { ...dense, [layer.input]: { rows: read, groups: input } };
    gemm(kernel, of[layer.input]!, input, read, { transpose: 'a' });
    gemm(kernel, ofInput, read, weights[layer.input]!, { transpose: 'b' });
    return dense;
  }
}
