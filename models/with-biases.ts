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
