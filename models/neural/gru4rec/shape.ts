import { mix } from '../../../data/index.js';
import type { Table } from '../../base/table.js';
import type { Weights } from '../training/network.js';
import { type Gru4RecParameters, unitsOf } from './parameters.js';

/**
 * The input vector of an item: the vector that it scores by (`tied`), a vector of another table (`separate`), or its row of the
 * first layer's input weights, as if the item were a one in a vector of zeros (`one-hot`).
 *
 * In the authors' code the update gate of a one-hot layer is reversed: it says how much is new. That is the same model with the
 * gate's weights negated: 1 − σ(x) = σ(−x), and the initial weights are drawn symmetrically around 0.
 */
export type InputKind = 'tied' | 'separate' | 'one-hot';

/** A layer of GRU cells and the names of its weights. In each, the gates reset, update and new state lie side by side. */
export interface Layer {
  /** Width of the layer's input; 0 where the input is one-hot. */
  readonly width: number;
  readonly units: number;
  /** width × 3 units; items × 3 units where the input is one-hot. */
  readonly input: string;
  /** units × 3 units. */
  readonly hidden: string;
  /** 1 × 3 units. */
  readonly inputBias: string;
  /** 1 × 3 units; none where the input is one-hot. */
  readonly hiddenBias: string | undefined;
}

export interface Shape {
  readonly items: number;
  readonly kind: InputKind;
  /** Width of an item's input vector, where it has one. */
  readonly width: number;
  readonly layers: readonly Layer[];
  /** Units of the last layer: the width of the vectors that items score by. */
  readonly outputs: number;
}

/** The weights outside the layers: `items` (items × outputs) and `biases` (items × 1) score; `inputs` (items × width) are read. */
export const tables = { items: 'items', biases: 'biases', inputs: 'inputs' } as const;

export function shapeOf(items: number, parameters: Gru4RecParameters): Shape {
  const { constrainedEmbedding, embedding } = parameters;
  const units = unitsOf(parameters);
  const outputs = units.at(-1)!;
  const separate = embedding === 'layersize' ? units[0]! : embedding;
  const kind = constrainedEmbedding ? 'tied' : separate > 0 ? 'separate' : 'one-hot';
  const width = { tied: outputs, separate, 'one-hot': 0 }[kind];
  const layers = units.map((own, at): Layer => {
    const name = `gru${at + 1}`;
    const isOneHot = at === 0 && kind === 'one-hot';
    return {
      width: at === 0 ? width : units[at - 1]!,
      units: own,
      input: isOneHot ? tables.inputs : `${name}.input`,
      hidden: `${name}.hidden`,
      inputBias: `${name}.inputBias`,
      hiddenBias: isOneHot ? undefined : `${name}.hiddenBias`,
    };
  });
  return { items, kind, width, layers, outputs };
}

/**
 * The initial weights: uniform within ±√(6 / (rows + columns)) of each matrix, where a layer's gates are three matrices; biases
 * are 0.
 */
export function firstWeights({ items, kind, width, layers, outputs }: Shape, seed: number): Weights {
  const weights: Record<string, Table> = {};
  const draw = (name: string, rows: number, columns: number, gates = 1) => {
    const key = mix(seed, Object.keys(weights).length);
    const reach = Math.sqrt(6 / (rows + columns / gates));
    const values = new Float32Array(rows * columns);
    for (let at = 0; at < values.length; at++) values[at] = reach * (mix(key, at) / 2 ** 31 - 1);
    weights[name] = { rows, columns, values };
  };
  const zeros = (name: string, rows: number, columns: number) => {
    weights[name] = { rows, columns, values: new Float32Array(rows * columns) };
  };
  draw(tables.items, items, outputs);
  zeros(tables.biases, items, 1);
  if (kind === 'separate') draw(tables.inputs, items, width);
  for (const [at, layer] of layers.entries()) {
    const { units } = layer;
    draw(layer.input, at === 0 && kind === 'one-hot' ? items : layer.width, 3 * units, 3);
    draw(layer.hidden, units, 3 * units, 3);
    zeros(layer.inputBias, 1, 3 * units);
    if (layer.hiddenBias) zeros(layer.hiddenBias, 1, 3 * units);
  }
  return weights;
}
