import type { Weights } from '../training/network.js';
import type { SasRecShape } from './shape.js';

/**
 * The vectors that items are scored by: their embeddings, normalised to length 1 where scores are cosines.
 * @param counts how often each item occurred in training; items with a count of 0 get zeros, which an index leaves out.
 * @returns items × d.
 */
export function scoringVectors(
  { embeddingSize, temperature }: SasRecShape,
  weights: Weights,
  counts: Float64Array,
): Float32Array {
  const vectors = weights.items!.values.slice();
  for (const [item, count] of counts.entries()) {
    const vector = vectors.subarray(item * embeddingSize, (item + 1) * embeddingSize);
    if (count === 0) vector.fill(0);
    else if (temperature !== null) {
      const length = Math.hypot(...vector);
      for (let i = 0; i < embeddingSize; i++) vector[i]! /= length;
    }
  }
  return vectors;
}
