import type { ScoredItems } from '../base/recommender.js';
import type { Neighbours } from '../kernels/index.js';

/** The first `k` of an item's neighbours, which stand best first. */
export function firstNeighbours({ offsets, values, similarities }: Neighbours, item: number, k: number): ScoredItems {
  const start = offsets[item]!;
  const end = Math.min(offsets[item + 1]!, start + k);
  return { items: values.slice(start, end), scores: Float64Array.from(similarities.subarray(start, end)) };
}
