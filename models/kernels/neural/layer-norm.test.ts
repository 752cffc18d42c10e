import { expect, it } from 'vitest';
import { largestDifference, numericGradient } from '../../../testing/numeric-gradient.js';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import {
  layerNorm,
  layerNormGradient,
  layerNormSums,
  matrixBytes,
  newMatrix,
  openNeural,
  packedMatrix,
} from './index.js';

/** The definition, in double precision. */
function naive(x: Float64Array, columns: number, weights: Float64Array): Float64Array {
  const out = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += columns) {
    const row = [...x.subarray(start, start + columns)];
    const mean = row.reduce((sum, value) => sum + value, 0) / columns;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / columns;
    for (const [i, value] of row.entries())
      out[start + i] = ((value - mean) / Math.sqrt(variance + 1e-5)) * weights[i]! + weights[columns + i]!;
  }
  return out;
}

it.each([
  [0, 5],
  [1, 1],
  [1, 7],
  [3, 16],
  [40, 19],
])('normalizes %i × %i as defined, with gradients that are the slopes', async (rows, columns) => {
  const kernel = await openNeural(8 * matrixBytes(rows + 2, columns));
  const x = randomTable(rows, columns, 1);
  const weights = randomTable(2, columns, 2);
  const gradients = randomTable(rows, columns, 3);
  const before = randomTable(rows, columns, 4);
  const [ours, gainAndShift, back] = [matrixOf(kernel, x), matrixOf(kernel, weights), matrixOf(kernel, gradients)];
  const [out, sums, onto] = [newMatrix(kernel, rows, columns), newMatrix(kernel, 2, columns), matrixOf(kernel, before)];
  const kept = { normal: newMatrix(kernel, rows, columns), factors: kernel.floats(rows) };
  await kernel.withThreads(2, () => {
    layerNorm(kernel, out, ours, gainAndShift, kept);
    layerNormSums(kernel, sums, back, kept);
    layerNormGradient(kernel, onto, back, gainAndShift, kept, { add: true });
    layerNormGradient(kernel, back, back, gainAndShift, kept, { add: false });
  });

  const [exactX, exactWeights] = [Float64Array.from(x.values), Float64Array.from(weights.values)];
  const total = (of: Float64Array, by: Float64Array) =>
    naive(of, columns, by).reduce((sum, value, i) => sum + value * gradients.values[i]!, 0);
  const ofX = numericGradient((values) => total(values, exactWeights), exactX);
  expect(largestDifference(packedMatrix(out), naive(exactX, columns, exactWeights))).toBeLessThan(2e-5);
  expect(largestDifference(packedMatrix(back), ofX)).toBeLessThan(1e-4);
  const added = ofX.map((slope, i) => slope + before.values[i]!);
  expect(largestDifference(packedMatrix(onto), added)).toBeLessThan(1e-4);
  const ofWeights = numericGradient((values) => total(exactX, values), exactWeights);
  expect(largestDifference(packedMatrix(sums), ofWeights)).toBeLessThan(1e-4);
  for (const matrix of [out, onto, back])
    expect(matrix.values.filter((_, at) => at % matrix.stride >= columns).every((pad) => pad === 0)).toBe(true);
});
