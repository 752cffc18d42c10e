import type { WeightedLists } from '../../../data/index.js';
import { itemFeatures } from '../../content/entity-features.js';

/**
 * The rows of the embedding table that an item's embedding is the sum of: its own, row `item`, and the mean of those of its
 * heaviest tokens, row items + token.
 * @param tokens item × token, the token's weight for the item.
 * @param most the most tokens of an item that are used.
 */
export function itemBags(tokens: WeightedLists, most: number): WeightedLists {
  const { offsets, values } = itemFeatures(tokens, most);
  const weights = new Float32Array(values.length);
  for (let item = 0; item + 1 < offsets.length; item++) {
    const [own, end] = [offsets[item]!, offsets[item + 1]!];
    weights[own] = 1;
    weights.fill(1 / (end - own - 1), own + 1, end);
  }
  return { offsets, values, weights };
}
