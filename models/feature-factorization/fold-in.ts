import { mix, seededRandom } from '../../data/index.js';
import { FeatureSide } from './feature-side.js';
import { FixedSide } from './side.js';
import { type TrainParameters, trainPairs } from './train-pairs.js';

export interface FoldInParameters extends TrainParameters {
  readonly learningRate: number;
  readonly visitorRegularization: number;
}

/**
 * Gives vectors to whoever training did not see: from a vector to begin at, the steps that training would take for the
 * items they touched, with the items held fixed.
 */
export class FoldIn {
  readonly #items: FixedSide;

  /**
   * @param items items × (factors + 1), the bias last.
   * @param others the items that are drawn to stand against the one taken.
   */
  constructor(
    items: Float32Array,
    readonly others: Int32Array,
    readonly parameters: FoldInParameters,
    readonly seed: number,
  ) {
    this.#items = new FixedSide(items, parameters.factors);
  }

  /** @param touched distinct items, ascending, and parallel to them what each is worth. */
  vector(start: Float32Array, touched: Int32Array, weights: Float32Array): Float32Array {
    const { factors, learningRate, visitorRegularization } = this.parameters;
    const feature = { offsets: Int32Array.of(0, 1), values: Int32Array.of(0) };
    const learning = { learningRate, regularization: visitorRegularization };
    const visitor = new FeatureSide(feature, 1, factors, learning);
    visitor.vectors.set(start);
    const matrix = { offsets: Int32Array.of(0, touched.length), values: touched, weights };
    const random = seededRandom(touched.reduce(mix, mix(0, this.seed)));
    trainPairs(matrix, visitor, this.#items, this.others, this.parameters, random);
    return visitor.vectors;
  }
}
