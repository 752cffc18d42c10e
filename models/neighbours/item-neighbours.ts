import type { WeightedLists } from '../../data/index.js';
import type { SignalMatrix } from '../../features/index.js';
import type { ScoredItems } from '../base/recommender.js';
import { columnNeighbours, type NeighbourSearch, type Neighbours } from '../kernels/index.js';

export const itemSimilarities = ['cosine', 'jaccard', 'bm25'] as const;
export type ItemSimilarity = (typeof itemSimilarities)[number];

/** For each item its neighbours, best first, and its similarity to itself. */
export interface ItemNeighbours extends Neighbours {
  readonly self: Float32Array;
}

/**
 * The `k` items most similar to each item, by the similarity of the matrix columns a and b:
 * - `cosine`: a·b / (|a| |b|), in a binary matrix |visitors of both| / √(|visitors of a| · |visitors of b|);
 * - `jaccard`: |visitors of both| / |visitors of either|, whatever the weights;
 * - `bm25`: a·b, for a matrix that BM25 has weighted. An item's similarity to itself is not 1 then, but |a|².
 */
export async function itemNeighbours(
  matrix: SignalMatrix,
  similarity: ItemSimilarity,
  k: number,
  request: NeighbourSearch,
): Promise<ItemNeighbours> {
  const { offsets, values, statistics } = matrix;
  const items = statistics.itemLength.length;
  const ones = new Float64Array(items).fill(1);
  if (similarity === 'bm25') {
    const found = await columnNeighbours(
      matrix,
      items,
      { formula: 'quotient', own: ones, other: ones, least: 0 },
      k,
      request,
    );
    return { ...found, self: squaredLengths(matrix, items) };
  }
  const weights = similarity === 'jaccard' ? new Float32Array(values.length).fill(1) : matrix.weights;
  const found = await columnNeighbours({ offsets, values, weights }, items, { formula: similarity }, k, request);
  return { ...found, self: Float32Array.from(ones) };
}

function squaredLengths({ values, weights }: WeightedLists, items: number): Float32Array {
  const squared = new Float64Array(items);
  for (let at = 0; at < values.length; at++) squared[values[at]!]! += weights[at]! * weights[at]!;
  return Float32Array.from(squared);
}

/** The first `k` of an item's neighbours, best first. */
export function firstNeighbours({ offsets, values, similarities }: Neighbours, item: number, k: number): ScoredItems {
  const start = offsets[item]!;
  const end = Math.min(offsets[item + 1]!, start + k);
  return { items: values.slice(start, end), scores: Float64Array.from(similarities.subarray(start, end)) };
}
