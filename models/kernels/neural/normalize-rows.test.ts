import { expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { bytesFor } from '../kernel.js';
import { matrixBytes, normalizeRows, normalizeRowsGradient, openNeural, packedMatrix } from './index.js';

/** length · x / |x| of each row, as anyone would write it down. */
function normalized(values: ArrayLike<number>, columns: number, length: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let start = 0; start < out.length; start += columns) {
    const row = Array.from({ length: columns }, (_, column) => values[start + column]!);
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 1e-12));
    row.forEach((value, column) => {
      out[start + column] = (length * value) / norm;
    });
  }
  return out;
}

it.each([
  [0, 4, 1],
  [1, 1, 1],
  [3, 16, 20],
  [34, 13, 0.5],
])('makes %i rows of %i columns %d long, and gives the gradients back', async (rows, columns, length) => {
  const kernel = await openNeural(2 * matrixBytes(rows, columns) + bytesFor(4 * rows));
  const x = randomTable(rows, columns, 1);
  const gradients = randomTable(rows, columns, 2);
  const [ours, back] = [matrixOf(kernel, x), matrixOf(kernel, gradients)];
  const factors = kernel.floats(rows);
  normalizeRows(kernel, ours, length, factors);
  const expected = normalized(x.values, columns, length);
  packedMatrix(ours).forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, 4);
  });

  normalizeRowsGradient(kernel, back, ours, length, factors);
  const loss = (values: Float64Array) =>
    normalized(values, columns, length).reduce((sum, value, at) => sum + value * gradients.values[at]!, 0);
  packedMatrix(back).forEach((value, at) => {
    const moved = (by: number) => loss(Float64Array.from(x.values, (entry, i) => entry + (i === at ? by : 0)));
    expect(value).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 3);
  });
});

it('leaves a row of zeros as it is', async () => {
  const kernel = await openNeural(matrixBytes(1, 3) + bytesFor(4));
  const zeros = matrixOf(kernel, { rows: 1, columns: 3, values: new Float32Array(3) });
  normalizeRows(kernel, zeros, 20, kernel.floats(1));
  expect([...packedMatrix(zeros)]).toEqual([0, 0, 0]);
});
