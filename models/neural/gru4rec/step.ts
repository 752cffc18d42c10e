import { bytesFor, type Kernel } from '../../kernels/index.js';
import {
  dropout,
  firstRows,
  gatherRows,
  type Matrix,
  matrixBytes,
  newMatrix,
  openNeural,
  type RowGroups,
  rowGroups,
  rowGroupsBytes,
  rowRange,
} from '../../kernels/neural/index.js';
import type { Network, Weights } from '../training/network.js';
import { type Differentiated, stepNetwork } from '../training/step-network.js';
import { type StepGradients, StepWeights, stepWeightsBytes } from '../training/step-weights.js';
import type { Gru4RecBatch } from './batches.js';
import { dropoutKey } from './dropout-key.js';
import { optimizerOf, type Statistics } from './graph.js';
import { LearningGruLayer } from './learning-gru-layer.js';
import type { Gru4RecParameters } from './parameters.js';
import { ScoringStep } from './scoring-step.js';
import { type Shape, tables } from './shape.js';

/** The fused step of the model that `gru4RecGraph` specifies. */
export async function gru4RecStep(
  shape: Shape,
  parameters: Gru4RecParameters,
  statistics: Statistics,
  weights: Weights,
): Promise<Network<Gru4RecBatch>> {
  const { kind, width, outputs, layers } = shape;
  const { batchSize: rows, negatives } = parameters;
  const columns = rows + negatives;
  const scored = kind === 'tied' ? rows + columns : columns;
  const places = {
    [tables.items]: scored,
    [tables.biases]: rows + columns,
    ...(kind === 'tied' ? {} : { [tables.inputs]: rows }),
  };
  const kernel = await openNeural(
    bytesFor(
      stepWeightsBytes(weights, places),
      ...layers.map((layer) => LearningGruLayer.bytes(layer, rows) + matrixBytes(rows, layer.units)),
      ScoringStep.bytes(outputs, parameters),
      ...[4 * rows, 4 * (rows + columns), rowGroupsBytes(scored), rowGroupsBytes(rows)],
      ...[2 * matrixBytes(rows, width), matrixBytes(scored, outputs)],
    ),
  );
  const table = new StepWeights(kernel, weights, optimizerOf(parameters), places);
  const step = new Gru4RecStep(kernel, shape, parameters, statistics, table.matrices);
  return stepNetwork(kernel, table, (batch) => step.differentiate(batch));
}

/** The ids of a batch in the kernel's memory: the scored items, with the sessions' targets first, then the input items. */
interface Ids {
  readonly all: Int32Array;
  readonly read: Int32Array;
  readonly scored: Int32Array;
}

class Gru4RecStep {
  readonly #layers: readonly LearningGruLayer[];
  readonly #scoring: ScoringStep;
  readonly #ids: Int32Array;
  readonly #carried: Int32Array;
  /** The items' input vectors, and their gradients where items do not score by the same vectors. */
  readonly #vectors: Matrix;
  readonly #ofVectors: Matrix;
  /** Gradients of the vectors that items score by, followed by those of the same vectors as input, where they are input too. */
  readonly #ofItems: Matrix;
  /** Gradients of the states of each layer but the last. */
  readonly #ofStates: readonly Matrix[];
  readonly #itemGroups: (ids: Int32Array) => RowGroups;
  readonly #readGroups: (ids: Int32Array) => RowGroups;

  constructor(
    readonly kernel: Kernel,
    readonly shape: Shape,
    readonly parameters: Gru4RecParameters,
    statistics: Statistics,
    readonly weights: Readonly<Record<string, Matrix>>,
  ) {
    const { kind, width, outputs, layers, items } = shape;
    const { batchSize: rows, negatives } = parameters;
    const scored = (kind === 'tied' ? 2 : 1) * rows + negatives;
    const scoring = { items: weights[tables.items]!, biases: weights[tables.biases]! };
    this.#layers = layers.map((layer) => new LearningGruLayer(kernel, layer, weights, rows));
    this.#scoring = new ScoringStep(kernel, scoring, parameters, statistics);
    this.#ids = kernel.ints(2 * rows + negatives);
    this.#carried = kernel.ints(rows);
    this.#vectors = newMatrix(kernel, rows, width);
    this.#ofVectors = newMatrix(kernel, rows, width);
    this.#ofItems = newMatrix(kernel, scored, outputs);
    this.#ofStates = layers.slice(0, -1).map(({ units }) => newMatrix(kernel, rows, units));
    this.#itemGroups = rowGroups(kernel, scored, items);
    this.#readGroups = rowGroups(kernel, rows, items);
  }

  differentiate(batch: Gru4RecBatch): Differentiated {
    const rows = batch.input.length;
    const ids = this.#idsOf(batch);
    const states = this.#forward(batch, ids.read);
    const isTied = this.shape.kind === 'tied';
    const count = ids.scored.length;
    const ofItems = firstRows(this.#ofItems, isTied ? count + rows : count);
    const { loss, ofStates, ofBiases } = this.#scoring.differentiate(states.at(-1)!, ids.scored, ofItems);
    const ofVectors = isTied ? rowRange(ofItems, count, count + rows) : firstRows(this.#ofVectors, rows);
    const groups = this.#itemGroups(isTied ? ids.all : ids.scored);
    const gradients: StepGradients = {
      ...this.#backward(batch, ids.read, states, ofStates, ofVectors),
      [tables.items]: { rows: ofItems, groups },
      [tables.biases]: { rows: ofBiases, groups: scoredGroups(groups, count) },
    };
    return { loss, gradients };
  }

  #idsOf({ input, target, negatives }: Gru4RecBatch): Ids {
    const all = this.#ids.subarray(0, 2 * input.length + negatives.length);
    const count = target.length + negatives.length;
    all.set(target);
    all.set(negatives, target.length);
    all.set(input, count);
    return { all, scored: all.subarray(0, count), read: all.subarray(count) };
  }

  /** The states of each layer after the batch. */
  #forward({ carried, step, key }: Gru4RecBatch, read: Int32Array): Matrix[] {
    const { embeddingDropout } = this.parameters;
    const rows = read.length;
    const layerBatch = { step, carried: this.#carried.subarray(0, rows) };
    layerBatch.carried.set(carried);
    let input: Matrix | Int32Array = read;
    if (this.shape.kind !== 'one-hot') {
      input = firstRows(this.#vectors, rows);
      const table = this.shape.kind === 'tied' ? tables.items : tables.inputs;
      gatherRows(this.kernel, input, this.weights[table]!, read);
      dropout(this.kernel, input, embeddingDropout, dropoutKey(key, 0));
    }
    return this.#layers.map((layer, at) => {
      const states = layer.forward(input, layerBatch);
      dropout(this.kernel, states, this.#dropoutOf(at), dropoutKey(key, at + 1));
      input = states;
      return states;
    });
  }

  /** Gradients of the input and of the layers' weights; `ofVectors` receives those of the input vectors. */
  #backward(
    { key, carried }: Gru4RecBatch,
    read: Int32Array,
    states: readonly Matrix[],
    ofStates: Matrix,
    ofVectors: Matrix,
  ): StepGradients {
    const { kind } = this.shape;
    const rows = read.length;
    let gradients: StepGradients = {};
    let ofOutput = ofStates;
    for (let at = this.#layers.length - 1; at >= 0; at--) {
      dropout(this.kernel, ofOutput, this.#dropoutOf(at), dropoutKey(key, at + 1));
      const below = at > 0 ? firstRows(this.#ofStates[at - 1]!, rows) : ofVectors;
      const input = at > 0 ? states[at - 1]! : firstRows(this.#vectors, rows);
      const isOneHot = at === 0 && kind === 'one-hot';
      const ofLayer = this.#layers[at]!.backward(ofOutput, carried, isOneHot ? this.#readGroups(read) : input, below);
      gradients = { ...gradients, ...ofLayer };
      ofOutput = below;
    }
    if (kind !== 'one-hot') dropout(this.kernel, ofVectors, this.parameters.embeddingDropout, dropoutKey(key, 0));
    if (kind !== 'separate') return gradients;
    return { ...gradients, [tables.inputs]: { rows: ofVectors, groups: this.#readGroups(read) } };
  }

  /** With a one-hot input, the authors' embedding dropout applies to the first layer's state. */
  #dropoutOf(layer: number): number {
    const { embeddingDropout, hiddenDropout } = this.parameters;
    return layer === 0 && this.shape.kind === 'one-hot' ? embeddingDropout : hiddenDropout;
  }
}

/** The groups of the scored rows: groups are in the order of their first places, so rows that are only input come last. */
function scoredGroups({ rows, offsets, places }: RowGroups, scored: number): RowGroups {
  let count = rows.length;
  while (places[offsets[count - 1]!]! >= scored) count--;
  return { rows: rows.subarray(0, count), offsets: offsets.subarray(0, count + 1), places };
}
