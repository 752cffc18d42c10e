import { mix, seededRandom } from '../../../data/index.js';
import { FeatureSide } from './feature-side.js';
import type { FixedSide } from './side.js';
import { type TrainParameters, trainPairs } from './train-pairs.js';

export interface FoldInParameters extends TrainParameters {
  readonly learningRate: number;
  readonly visitorRegularization: number;
}

/** The parts of a trained model that folding in needs. */
export interface Learnt {
  readonly items: FixedSide;
  /** The items that negatives are drawn from. */
  readonly others: Int32Array;
  /** The mean length of the visitors' own embeddings. */
  readonly length: number;
  readonly seed: number;
}

/**
 * Returns a vector for a visitor unseen in training. It is initialised with the sum of the features' embeddings and, in place
 * of an own embedding, the weighted mean of the touched items' vectors, scaled to the mean length of own embeddings. Then
 * come the steps that training would take for these items, whose vectors stay fixed.
 * @param start the sum of the features' embeddings; it is changed in place and returned.
 * @param touched distinct items, ascending, and parallel to them their weights.
 */
export function foldIn(
  { items, others, length, seed }: Learnt,
  start: Float32Array,
  touched: Int32Array,
  weights: Float32Array,
  parameters: FoldInParameters,
): Float32Array {
  addMean(start, items, touched, weights, length);
  const learning = { learningRate: parameters.learningRate, regularization: parameters.visitorRegularization };
  const visitor = new FeatureSide({ offsets: Int32Array.of(0, 1), values: Int32Array.of(0) }, start, 1, learning);
  const matrix = { offsets: Int32Array.of(0, touched.length), values: touched, weights };
  const random = seededRandom(touched.reduce((hash, item) => mix(hash, item), mix(0, seed)));
  trainPairs(matrix, visitor, items, others, parameters, random);
  return start;
}

function addMean(
  start: Float32Array,
  items: FixedSide,
  touched: Int32Array,
  weights: Float32Array,
  length: number,
): void {
  const sum = new Float64Array(start.length);
  const vector = new Float64Array(start.length);
  for (let i = 0; i < touched.length; i++) {
    items.represent(touched[i]!, vector);
    for (let f = 0; f < sum.length; f++) sum[f]! += weights[i]! * vector[f]!;
  }
  const norm = Math.hypot(...sum);
  if (norm > 0) for (let f = 0; f < sum.length; f++) start[f]! += (length / norm) * sum[f]!;
}
