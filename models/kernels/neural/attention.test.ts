import { expect, it } from 'vitest';
import { largestDifference, numericGradient } from '../../../testing/numeric-gradient.js';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { bytesFor, intsOf } from '../kernel.js';
import { attention, attentionGradient, matrixBytes, newMatrix, openNeural, packedMatrix } from './index.js';

interface Shape {
  /** Rows of each sequence. */
  readonly lengths: readonly number[];
  readonly heads: number;
  /** Columns of a head. */
  readonly size: number;
}

const offsetsOf = (lengths: readonly number[]) =>
  Int32Array.of(
    0,
    ...lengths.map(
      (
        (sum) => (n) =>
          (sum += n)
      )(0),
    ),
  );

/** The definition, row by row, in double precision. */
function naive(inputs: Float64Array, { lengths, heads, size }: Shape): Float64Array {
  const width = heads * size;
  const at = (row: number, part: 0 | 1 | 2, head: number) =>
    inputs.subarray(row * 3 * width + part * width + head * size).subarray(0, size);
  const out = new Float64Array(inputs.length / 3);
  const offsets = offsetsOf(lengths);
  for (const [sequence, length] of lengths.entries())
    for (let row = offsets[sequence]!; row < offsets[sequence]! + length; row++)
      for (let head = 0; head < heads; head++) {
        const seen = Array.from({ length: row - offsets[sequence]! + 1 }, (_, i) => offsets[sequence]! + i);
        const scores = seen.map(
          (other) => at(row, 0, head).reduce((sum, q, i) => sum + q * at(other, 1, head)[i]!, 0) / Math.sqrt(size),
        );
        const parts = scores.map((score) => Math.exp(score));
        const whole = parts.reduce((sum, part) => sum + part, 0);
        for (const [i, other] of seen.entries())
          for (let column = 0; column < size; column++)
            out[row * width + head * size + column]! += (parts[i]! / whole) * at(other, 2, head)[column]!;
      }
  return out;
}

it.each<Shape>([
  { lengths: [], heads: 1, size: 4 },
  { lengths: [1], heads: 1, size: 1 },
  { lengths: [3, 1, 6], heads: 1, size: 8 },
  { lengths: [2, 9, 1, 1, 5, 4], heads: 2, size: 7 },
  { lengths: [11, 2], heads: 3, size: 3 },
])('attends in sequences of $lengths, heads $heads × $size, with gradients that are the slopes', async (shape) => {
  const { lengths, heads, size } = shape;
  const width = heads * size;
  const offsets = offsetsOf(lengths);
  const rows = offsets.at(-1)!;
  const longest = Math.max(1, ...lengths);
  const kernel = await openNeural(
    bytesFor(4 * offsets.length) +
      matrixBytes(rows * heads, longest) +
      2 * (matrixBytes(rows, width) + matrixBytes(rows, 3 * width)),
  );
  const inputs = randomTable(rows, 3 * width, 1);
  const gradients = randomTable(rows, width, 2);
  const [ours, back] = [matrixOf(kernel, inputs), matrixOf(kernel, gradients)];
  const [out, into] = [newMatrix(kernel, rows, width), newMatrix(kernel, rows, 3 * width)];
  const weights = newMatrix(kernel, rows * heads, longest);
  const sequences = { offsets: intsOf(kernel, offsets), heads };
  into.values.fill(9); // what stood there before is not to count
  await kernel.withThreads(2, () => {
    attention(kernel, out, ours, sequences, weights);
    attentionGradient(kernel, into, ours, back, out, sequences, weights);
  });
  const exact = Float64Array.from(inputs.values);
  const total = (values: Float64Array) =>
    naive(values, shape).reduce((sum, value, i) => sum + value * gradients.values[i]!, 0);
  expect(largestDifference(packedMatrix(out), naive(exact, shape))).toBeLessThan(2e-5);
  expect(largestDifference(packedMatrix(into), numericGradient(total, exact))).toBeLessThan(2e-4);
});
