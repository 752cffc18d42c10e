import { sampleRows } from './sample-rows.js';

/**
 * Appends each item's bias to its vector, for an index that ranks by inner product; a query vector then ends with a 1.
 * @param items count × factors, row after row.
 * @returns count × (factors + 1).
 */
export function withBiases(items: Float32Array, biases: Float32Array): Float32Array {
  const factors = items.length / biases.length;
  const table = new Float32Array(biases.length * (factors + 1));
  for (let item = 0; item < biases.length; item++) {
    table.set(items.subarray(item * factors, (item + 1) * factors), item * (factors + 1));
    table[(item + 1) * (factors + 1) - 1] = biases[item]!;
  }
  return table;
}

/** A sample of visitors as queries of such an index, to measure its recall: vectors drawn by a seed, each followed by a 1. */
export function sampleQueries(visitors: Float32Array, factors: number, seed: number): Float32Array {
  const sample = sampleRows({ values: visitors, stride: factors }, factors, seed);
  return withBiases(sample, new Float32Array(sample.length / factors).fill(1));
}
