import { mix, seededRandom } from '../../../data/index.js';
import type { Table } from '../../base/table.js';
import type { Weights } from '../training/network.js';
import { sides, type TowerShape } from './shape.js';

/** The range of initial embeddings around 0. Being small, they change relative to the layers as fast as at a learning rate of their own. */
const reach = 0.02;

/**
 * The initial weights: embeddings uniform within ±{@link reach}, hidden layers within √(6 / (inputs + outputs))
 * (Glorot & Bengio 2010), all else 0, so that a tower initially returns its input.
 *
 * `items` holds the embeddings of both towers; each side has `SIDE.hidden`, `SIDE.hiddenBias`, `SIDE.output` and
 * `SIDE.outputBias`.
 */
export function initialWeights({ embeddings, width, hidden }: TowerShape, seed: number): Weights {
  const weights: Record<string, Table> = {};
  const uniform = (rows: number, columns: number, most: number): Table => {
    const random = seededRandom(mix(seed, Object.keys(weights).length));
    return { rows, columns, values: new Float32Array(rows * columns).map(() => most * (2 * random.float() - 1)) };
  };
  const zeros = (rows: number, columns: number): Table => ({ rows, columns, values: new Float32Array(rows * columns) });

  weights.items = uniform(embeddings, width, reach);
  const glorot = Math.sqrt(6 / (width + hidden));
  for (const side of sides) {
    weights[`${side}.hidden`] = uniform(width, hidden, glorot);
    weights[`${side}.hiddenBias`] = zeros(1, hidden);
    weights[`${side}.output`] = zeros(hidden, width);
    weights[`${side}.outputBias`] = zeros(1, width);
  }
  return weights;
}
