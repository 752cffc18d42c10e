import { expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { addRelu, matrixBytes, openNeural, packedMatrix, reluGradient } from './index.js';

it.each([
  [0, 5],
  [1, 1],
  [3, 16],
  [130, 37],
])('rectifies %i × %i, and gradients on their way back', async (rows, columns) => {
  const kernel = await openNeural(3 * matrixBytes(rows + 1, columns));
  const x = randomTable(rows, columns, 1);
  const biases = randomTable(1, columns, 2);
  const gradients = randomTable(rows, columns, 3);
  const ours = matrixOf(kernel, x);
  const back = matrixOf(kernel, gradients);
  await kernel.withThreads(2, () => {
    addRelu(kernel, ours, matrixOf(kernel, biases));
    reluGradient(kernel, back, ours);
  });
  const expected = x.values.map((value, at) => Math.max(0, value + biases.values[at % columns]!));
  expect(packedMatrix(ours)).toEqual(expected);
  expect(packedMatrix(back)).toEqual(gradients.values.map((value, at) => (expected[at]! > 0 ? value : 0)));
});
