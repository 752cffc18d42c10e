import type { Weights } from './network.js';

/**
 * The mean of a model's weights at several moments, which lies nearer the centre of the region of good weights.
 *
 * Source: Izmailov et al. 2018, "Averaging weights leads to wider optima and better generalization" (UAI '18).
 * @param moments at least one set of weights, all of the same names and shapes.
 */
export function meanWeights(moments: readonly Weights[]): Weights {
  const mean = (name: string, length: number) => {
    const values = new Float32Array(length);
    for (const weights of moments)
      for (let i = 0; i < length; i++) values[i]! += weights[name]!.values[i]! / moments.length;
    return values;
  };
  return Object.fromEntries(
    Object.entries(moments[0]!).map(([name, table]) => [name, { ...table, values: mean(name, table.values.length) }]),
  );
}
