import type { Weights } from '../training/network.js';
import type { SasRecShape } from './shape.js';

/**
 * What items are scored by: their embeddings, 1 long where scores are cosines.
 * @param counts how often each item was learnt of; those that never were get zeros, which an index leaves out.
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
