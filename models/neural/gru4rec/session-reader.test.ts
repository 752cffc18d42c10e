import { expect, it } from 'vitest';
import { listAt, packLists, seededRandom } from '../../../data/index.js';
import { parseParameters } from '../../base/parameters.js';
import type { Weights } from '../training/network.js';
import { wholeSessions } from './contexts.js';
import { gru4RecSchema } from './parameters.js';
import { SessionReader } from './session-reader.js';
import { firstWeights, type Shape, shapeOf, tables } from './shape.js';

const items = 12;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** The last layer's state after a session, as the cells are defined. */
function naive({ layers, kind }: Shape, weights: Weights, session: Int32Array): number[] {
  const rowOf = (name: string, row: number) => {
    const { columns, values } = weights[name]!;
    return [...values.subarray(row * columns, (row + 1) * columns)];
  };
  const times = (x: readonly number[], name: string) => {
    const sums = new Array<number>(weights[name]!.columns).fill(0);
    for (const [row, factor] of x.entries())
      for (const [column, weight] of rowOf(name, row).entries()) sums[column]! += factor * weight;
    return sums;
  };
  const plus = (x: readonly number[], name: string | undefined) =>
    name ? x.map((value, at) => value + weights[name]!.values[at]!) : x;
  const states = layers.map(({ units }) => new Array<number>(units).fill(0));
  for (const item of session) {
    let x = kind === 'one-hot' ? [] : rowOf(kind === 'tied' ? tables.items : tables.inputs, item);
    for (const [at, layer] of layers.entries()) {
      const isOneHot = at === 0 && kind === 'one-hot';
      const read = plus(isOneHot ? rowOf(layer.input, item) : times(x, layer.input), layer.inputBias);
      const state = plus(times(states[at]!, layer.hidden), layer.hiddenBias);
      x = states[at]!.map((before, unit) => {
        const [r, z, n] = [0, 1, 2].map((gate) => gate * layer.units + unit) as [number, number, number];
        const reset = sigmoid(read[r]! + state[r]!);
        const update = sigmoid(read[z]! + state[z]!);
        return (1 - update) * Math.tanh(read[n]! + reset * state[n]!) + update * before;
      });
      states[at] = x;
    }
  }
  return states.at(-1)!;
}

it.each([
  { layers: '5' },
  { layers: '6/5' },
  { layers: '6/5', constrainedEmbedding: false, embedding: 3 },
  { layers: '5/4', constrainedEmbedding: false, embedding: 0 },
])('goes through sessions as the cells are defined: %j', async (given) => {
  const shape = shapeOf(items, parseParameters('gru4rec', gru4RecSchema, given));
  const random = seededRandom(4);
  const weights: Record<string, Weights[string]> = {};
  for (const [name, table] of Object.entries(firstWeights(shape, 3)))
    weights[name] = { ...table, values: table.values.map(() => random.normal()) };
  // More than are gone through side by side, some without a click.
  const sessions = packLists(
    Array.from({ length: 150 }, () => Array.from({ length: random.int(6) }, () => random.int(items))),
  );
  const reader = await SessionReader.open(shape, weights);
  const vectors = await reader.read(wholeSessions(sessions), {});
  const width = shape.outputs + 1;
  for (let session = 0; session < 150; session++) {
    const expected = [...naive(shape, weights, listAt(sessions, session)), 1];
    for (const [at, value] of vectors.subarray(session * width, (session + 1) * width).entries())
      expect(value).toBeCloseTo(expected[at]!, 5);
  }
});
