import { TopK } from '../base/rankings.js';
import type { ScoredItems } from '../base/recommender.js';

/**
 * The `k` items whose vectors have the largest cosine with one item's, itself left out; ties by the smaller item id. An
 * item with a zero vector is similar to no other.
 * @param items count × factors, row after row.
 */
export function similarVectors(items: Float32Array, factors: number, item: number, k: number): ScoredItems {
  const count = items.length / factors;
  const best = new TopK(Math.min(k, count));
  const vector = items.subarray(item * factors, (item + 1) * factors);
  for (let other = 0; other < count; other++) {
    if (other === item) continue;
    const cosine = cosineOf(vector, items.subarray(other * factors, (other + 1) * factors));
    if (!Number.isNaN(cosine)) best.offer(other, cosine);
  }
  const ids = new Int32Array(best.k);
  const scores = new Float64Array(best.k);
  const found = best.drain(ids, scores, 0);
  return { items: ids.slice(0, found), scores: scores.slice(0, found) };
}

/** NaN if either vector is zero. */
function cosineOf(a: Float32Array, b: Float32Array): number {
  let [product, squareA, squareB] = [0, 0, 0];
  for (let f = 0; f < a.length; f++) {
    product += a[f]! * b[f]!;
    squareA += a[f]! ** 2;
    squareB += b[f]! ** 2;
  }
  return product / Math.sqrt(squareA * squareB);
}
