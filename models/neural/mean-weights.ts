import type { Weights } from './network.js';

/**
 * The mean of a model's weights at several moments: it lies nearer the middle of what fits, and so ranks better what was not learnt.
 *
 * Source: Izmailov et al. 2018, "Averaging weights leads to wider optima and better generalization" (UAI '18).
 * @param moments weights of the same names and shapes, one at least.
 */
export function meanWeights(moments: readonly Weights[]): Weights {
  const mean = (name: string, length: number) => {
    const values = new Float32Array(length);
    for (const weights of moments) for (const [i, value] of weights[name]!.values.entries()) values[i]! += value;
    return values.map((sum) => sum / moments.length);
  };
  return Object.fromEntries(
    Object.entries(moments[0]!).map(([name, table]) => [name, { ...table, values: mean(name, table.values.length) }]),
  );
}
