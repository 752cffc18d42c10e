import { sampleRows } from './sample-rows.js';

/**
 * Item vectors with each item's bias behind them, for an index that ranks by inner product: a query vector's last number is
 * then 1.
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

/** Some visitors as queries of such an index, to measure its recall on: vectors drawn with a seed, each with a 1 behind. */
export function sampleQueries(visitors: Float32Array, factors: number, seed: number): Float32Array {
  const sample = sampleRows({ values: visitors, stride: factors }, factors, seed);
  return withBiases(sample, new Float32Array(sample.length / factors).fill(1));
}
