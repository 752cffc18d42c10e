import { mix, seededRandom } from '../../../data/index.js';
import { FeatureSide } from './feature-side.js';
import type { FixedSide } from './side.js';
import { type TrainParameters, trainPairs } from './train-pairs.js';

export interface FoldInParameters extends TrainParameters {
  readonly learningRate: number;
  readonly visitorRegularization: number;
}

/** What folding in needs of a model that is learnt. */
export interface Learnt {
  readonly items: FixedSide;
  /** The items that are drawn to stand against the one taken. */
  readonly others: Int32Array;
  /** How long visitors' own embeddings are on average. */
  readonly length: number;
  readonly seed: number;
}

/**
 * A vector for someone whom training did not see. It begins at what their features say and, as their own embedding, the
 * weighted mean of the vectors of the items they touched, brought to the usual length; from there it takes the steps that
 * training would take for these items, which are held fixed.
 * @param start the sum of their features' embeddings; it is changed, and given back as the result.
 * @param touched distinct items, ascending, and parallel to them what each is worth.
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
