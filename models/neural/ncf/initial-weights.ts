import { mix, seededRandom } from '../../../data/index.js';
import type { Table } from '../../base/table.js';
import type { Weights } from '../training/network.js';
import { hasGmf, hasMlp, type NcfShape } from './shape.js';

/**
 * The initial weights, as in the authors' code: embeddings normal with deviation .01, layers uniform within
 * √(6 / (inputs + outputs)) (Glorot & Bengio 2010) and the output within √(3 / inputs), biases 0.
 *
 * The first layer's weights are split into those of the visitor's and of the item's embedding: `mlp.1.visitors` and
 * `mlp.1.items`. Further layers are `mlp.2.weights` and so on.
 */
export function initialWeights(shape: NcfShape, seed: number): Weights {
  const { visitors, items, factors, embedding, hidden } = shape;
  const [first, last] = [hidden[0]!, hidden.at(-1)!];
  const weights: Record<string, Table> = {};
  const random = () => seededRandom(mix(seed, Object.keys(weights).length));
  const normal = (rows: number, columns: number): Table => {
    const { normal } = random();
    return { rows, columns, values: new Float32Array(rows * columns).map(() => 0.01 * normal()) };
  };
  const uniform = (rows: number, columns: number, most: number): Table => {
    const { float } = random();
    return { rows, columns, values: new Float32Array(rows * columns).map(() => most * (2 * float() - 1)) };
  };
  const zeros = (columns: number): Table => ({ rows: 1, columns, values: new Float32Array(columns) });

  if (hasGmf(shape)) {
    weights['gmf.visitors'] = normal(visitors, factors);
    weights['gmf.items'] = normal(items, factors);
  }
  if (hasMlp(shape)) {
    weights['mlp.visitors'] = normal(visitors, embedding);
    weights['mlp.items'] = normal(items, embedding);
    const glorot = (inputs: number, outputs: number) => Math.sqrt(6 / (inputs + outputs));
    weights['mlp.1.visitors'] = uniform(embedding, first, glorot(2 * embedding, first));
    weights['mlp.1.items'] = uniform(embedding, first, glorot(2 * embedding, first));
    weights['mlp.1.biases'] = zeros(first);
    for (let layer = 2; layer <= hidden.length; layer++) {
      const [inputs, outputs] = [hidden[layer - 2]!, hidden[layer - 1]!];
      weights[`mlp.${layer}.weights`] = uniform(inputs, outputs, glorot(inputs, outputs));
      weights[`mlp.${layer}.biases`] = zeros(outputs);
    }
  }
  const most = Math.sqrt(3 / ((hasGmf(shape) ? factors : 0) + (hasMlp(shape) ? last : 0)));
  if (hasGmf(shape)) weights['output.gmf'] = uniform(1, factors, most);
  if (hasMlp(shape)) weights['output.mlp'] = uniform(1, last, most);
  weights['output.bias'] = zeros(1);
  return weights;
}
