import type { WeightedLists } from '../../data/index.js';
import type { BprFactors } from '../kernels/index.js';

/** What it takes to give factors to a visitor whom BPR has not seen, from items alone. */
export interface BprFoldIn {
  /** The mean of the factors that negatives are drawn from. */
  readonly centre: Float64Array;
  readonly scale: number;
}

/**
 * Learns from the visitors seen how their factors follow from their items'.
 *
 * Where training comes to rest a visitor's gradient is zero: regularization · u is the mean of z · (q_item − q_other), z
 * saying how far a pair is from being in order. Were z alike for all pairs, u would be scale · (mean q of the own items −
 * centre); the scale is the one that comes closest to the trained factors of all visitors in least squares.
 * @param matrix what the factors were trained on.
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

/** The factors that the items of a row make, each counting what it weighs; zeros for a row without items. */
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
