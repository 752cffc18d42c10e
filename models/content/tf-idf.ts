import type { WeightedLists } from '../../data/index.js';
import type { ItemTokens } from '../../features/index.js';

/**
 * Items as unit vectors over their tokens: occurrences · ln(items with any token / items with the token), then divided by
 * the vector's length. An item whose tokens all weigh 0 has a zero vector.
 *
 * Source: Lops, de Gemmis & Semeraro 2011, "Content-based Recommender Systems" (Recommender Systems Handbook), section
 * 3.3.1; they divide by the most frequent token's count, which does not change a unit vector.
 */
export function tfIdf({ offsets, values, weights, items }: ItemTokens): WeightedLists {
  let described = 0;
  for (let item = 0; item + 1 < offsets.length; item++) if (offsets[item + 1]! > offsets[item]!) described++;
  const vectors = Float32Array.from(weights, (times, at) => times * Math.log(described / items[values[at]!]!));
  for (let item = 0; item + 1 < offsets.length; item++) {
    const vector = vectors.subarray(offsets[item]!, offsets[item + 1]!);
    const length = Math.hypot(...vector);
    if (length > 0) for (let at = 0; at < vector.length; at++) vector[at]! /= length;
  }
  return { offsets, values, weights: vectors };
}
