import { expect, it } from 'vitest';
import { InputError } from '../../../data/index.js';
import { bytesFor, intsOf } from '../../kernels/index.js';
import { matrixBytes, newMatrix, openNeural, rowGroups, rowGroupsBytes } from '../../kernels/neural/index.js';
import { StepWeights, stepWeightsBytes } from './step-weights.js';

const places = { items: 3 };
const weights = {
  items: { rows: 4, columns: 2, values: Float32Array.of(1, 1, 2, 2, 3, 3, 4, 4) },
  bias: { rows: 1, columns: 1, values: Float32Array.of(5) },
};
/** Without momentum each step is −learningRate · g / |g| at first. */
const adagrad = { kind: 'adagrad', momentum: 0, epsilon: 1e-12 } as const;

/** Items 3, 1 and 3 again with gradients of (1, 0), (3, 0) and (1, 0); the bias with one of 12. */
async function touched() {
  const bytes = stepWeightsBytes(weights, places) + rowGroupsBytes(3) + bytesFor(12);
  const kernel = await openNeural(bytes + matrixBytes(3, 2) + matrixBytes(1, 1));
  const table = new StepWeights(kernel, weights, adagrad, places);
  const rows = newMatrix(kernel, 3, 2);
  const bias = newMatrix(kernel, 1, 1);
  for (const [place, gradient] of [1, 3, 1].entries()) rows.values[place * rows.stride] = gradient;
  bias.values[0] = 12;
  const groups = rowGroups(kernel, 3, 4)(intsOf(kernel, [3, 1, 3]));
  return { table, gradients: { items: { rows, groups }, bias: { rows: bias } } };
}

it('sums the gradients of a row that occurs twice, and leaves other rows as they are', async () => {
  const { table, gradients } = await touched();
  const dense = table.dense(gradients);
  expect([...dense.items!.values]).toEqual([0, 0, 3, 0, 0, 0, 2, 0]);
  expect([...dense.bias!.values]).toEqual([12]);
  table.update(gradients, { learningRate: 0.5, clipNorm: 0 });
  expect([...table.weights().items!.values]).toEqual([1, 1, 1.5, 2, 3, 3, 3.5, 4]);
  expect([...table.state()['items.squares']!.values]).toEqual([0, 0, 9, 0, 0, 0, 4, 0]);
});

it('shortens gradients together, by their norm over all weights', async () => {
  const { table, gradients } = await touched();
  table.update(gradients, { learningRate: 0.5, clipNorm: Math.sqrt(9 + 4 + 144) / 2 });
  expect(table.state()['items.squares']!.values[2]).toBeCloseTo(9 / 4, 5);
  expect(table.state()['bias.squares']!.values[0]).toBeCloseTo(144 / 4, 4);
});

it('goes on from a state, and refuses one of other shapes', async () => {
  const [one, other] = [await touched(), await touched()];
  one.table.update(one.gradients, { learningRate: 0.5, clipNorm: 0 });
  other.table.restore(one.table.state());
  expect(other.table.state()).toEqual(one.table.state());
  const { bias: _, ...rest } = one.table.state();
  expect(() => other.table.restore(rest)).toThrow(InputError);
  expect(() => other.table.restore(rest)).toThrow('the weights "bias" are not there');
});
