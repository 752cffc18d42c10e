import type { Lists } from '../../../data/index.js';
import type { Rankings, WorkOptions } from '../../base/recommender.js';

/**
 * Scores items by the logit, less its bias, that a visitor has them. The result for a visitor does not depend on the others.
 *
 * Visitors are represented by vectors, count × width: those of GMF and of MLP side by side, where the model has them.
 */
export interface Ranker {
  /** @param exclude the items that must not be recommended to visitor `i`. */
  rank(visitors: Float32Array, k: number, exclude: Lists, work: Partial<WorkOptions>): Promise<Rankings>;

  /** The scores that {@link rank} ranks by, for the items in list `i`; −Infinity for items that it would not return. */
  score(
    visitors: Float32Array,
    items: Lists,
    exclude: Lists,
    work: Partial<WorkOptions>,
  ): Float64Array | Promise<Float64Array>;
}
