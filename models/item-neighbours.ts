import type { SignalMatrix } from '../features/index.js';
import { columnNeighbours, type Neighbours, type SearchContext } from './kernels/index.js';

export const itemSimilarities = ['cosine', 'jaccard', 'bm25'] as const;
export type ItemSimilarity = (typeof itemSimilarities)[number];

/** For each item its neighbours, best first, and how similar it is to itself. */
export interface ItemNeighbours extends Neighbours {
  readonly self: Float32Array;
}

/**
 * The `k` items most similar to each item: to the columns a and b of the matrix
 * - `cosine`: a·b / (|a| |b|), in a binary matrix |visitors of both| / √(|visitors of a| · |visitors of b|);
 * - `jaccard`: |visitors of both| / |visitors of either|, whatever the weights;
 * - `bm25`: a·b, for a matrix that BM25 has weighted. An item's similarity to itself is not 1 then, but |a|².
 */
export async function itemNeighbours(
  matrix: SignalMatrix,
  similarity: ItemSimilarity,
  k: number,
  context: SearchContext,
): Promise<ItemNeighbours> {
  const items = matrix.statistics.itemLength.length;
  const weights = similarity === 'jaccard' ? new Float32Array(matrix.weights.length).fill(1) : matrix.weights;
  const squared = new Float64Array(items);
  for (let at = 0; at < weights.length; at++) squared[matrix.values[at]!]! += weights[at]! * weights[at]!;
  const ones = new Float64Array(items).fill(1);
  const size = similarity === 'bm25' ? ones : squared;
  const formula = similarity === 'bm25' ? 'quotient' : similarity;
  const rows = { offsets: matrix.offsets, values: matrix.values, weights };
  const found = await columnNeighbours(rows, items, { formula, own: size, other: size, least: 0 }, k, context);
  return { ...found, self: Float32Array.from(similarity === 'bm25' ? squared : ones) };
}
