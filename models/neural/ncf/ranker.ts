import type { Lists } from '../../../data/index.js';
import type { Rankings, WorkOptions } from '../../base/recommender.js';

/**
 * Scores items by the logit, less its bias, of a visitor's having them. The answer for a visitor does not depend on the others.
 *
 * Visitors are given by their vectors, count × width: of GMF and of MLP side by side, as far as the model has them.
 */
export interface Ranker {
  /** @param exclude the items that visitor `i` must not be given. */
  rank(visitors: Float32Array, k: number, exclude: Lists, work: Partial<WorkOptions>): Promise<Rankings>;

  /** The scores that {@link rank} ranks by, of the items in list `i`; −Infinity for what it would not give. */
  score(
    visitors: Float32Array,
    items: Lists,
    exclude: Lists,
    work: Partial<WorkOptions>,
  ): Float64Array | Promise<Float64Array>;
}
