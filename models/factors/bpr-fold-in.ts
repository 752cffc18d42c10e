import type { WeightedLists } from '../../data/index.js';
import type { BprFactors } from '../kernels/index.js';

/** The values from which the factors of a visitor unseen by BPR follow, given the visitor's items. */
export interface BprFoldIn {
  /** The mean of the factors that negatives are drawn from. */
  readonly centre: Float64Array;
  readonly scale: number;
}

/**
 * Learns from the trained visitors how their factors follow from those of their items.
 *
 * At convergence a visitor's gradient is zero: regularization · u is the mean of z · (q_item − q_other), where z measures
 * how far a pair is from the right order. If z were equal for all pairs, u would be scale · (mean q of the own items −
 * centre). The scale is the least-squares fit to the trained factors of all visitors.
 * @param matrix the matrix that the factors were trained on.
 */
export function learnFoldIn(
  { visitors, items }: BprFactors,
  matrix: WeightedLists,
  negatives: 'uniform' | 'popular',
): BprFoldIn {
  const count = matrix.offsets.length - 1;
  const factors = visitors.length / count;
  const candidates = negatives === 'popular' ? matrix.values : Int32Array.from(new Set(matrix.values));
  const centre = new Float64Array(factors);
  for (const item of candidates) for (let f = 0; f < factors; f++) centre[f]! += items[item * factors + f]!;
  for (let f = 0; f < factors; f++) centre[f]! /= candidates.length;

  let [product, square] = [0, 0];
  for (let visitor = 0; visitor < count; visitor++) {
    const towards = foldIn(matrix, visitor, items, { centre, scale: 1 });
    for (let f = 0; f < factors; f++) {
      product += visitors[visitor * factors + f]! * towards[f]!;
      square += towards[f]! ** 2;
    }
  }
  return { centre, scale: square > 0 ? product / square : 0 };
}

/** The factors folded in from the weighted items of a row; zeros for a row without items. */
export function foldIn(
  { offsets, values, weights }: WeightedLists,
  row: number,
  items: Float32Array,
  { centre, scale }: BprFoldIn,
): Float64Array {
  const factors = centre.length;
  const vector = new Float64Array(factors);
  let total = 0;
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
    const start = values[at]! * factors;
    const weight = weights[at]!;
    for (let f = 0; f < factors; f++) vector[f]! += weight * items[start + f]!;
    total += weight;
  }
  if (total > 0) for (let f = 0; f < factors; f++) vector[f] = scale * (vector[f]! / total - centre[f]!);
  return vector;
}
