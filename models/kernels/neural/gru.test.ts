import { describe, expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { bytesFor, intsOf } from '../kernel.js';
import {
  carryRows,
  type GruGates,
  gruBackward,
  gruForward,
  matrixBytes,
  newMatrix,
  openNeural,
  packedMatrix,
} from './index.js';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** A unit's state after, of its three gates' parts with their biases. */
const cell = (read: readonly number[], state: readonly number[], before: number) => {
  const r = sigmoid(read[0]! + state[0]!);
  const z = sigmoid(read[1]! + state[1]!);
  const n = Math.tanh(read[2]! + r * state[2]!);
  return (1 - z) * n + z * before;
};

const shapes = [
  { rows: 1, units: 1, hasStateBias: true },
  { rows: 2, units: 5, hasStateBias: true },
  { rows: 3, units: 16, hasStateBias: false },
  { rows: 9, units: 31, hasStateBias: true },
];

/** A layer's inputs, and its state after and gradients by the kernel and by the definition. */
async function layer({ rows, units, hasStateBias }: (typeof shapes)[number]) {
  const kernel = await openNeural(4 * matrixBytes(rows, 3 * units) + 4 * matrixBytes(rows, units));
  const [read, state] = [randomTable(rows, 3 * units, 1), randomTable(rows, 3 * units, 2)];
  const [before, gradients] = [randomTable(rows, units, 3), randomTable(rows, units, 4)];
  const [readBias, stateBias] = [randomTable(1, 3 * units, 5), randomTable(1, 3 * units, 6)];
  const gates: GruGates = { read: matrixOf(kernel, read), state: matrixOf(kernel, state) };
  const biases = {
    read: matrixOf(kernel, readBias),
    state: hasStateBias ? matrixOf(kernel, stateBias) : undefined,
  };
  const ours = { before: matrixOf(kernel, before), after: newMatrix(kernel, rows, units) };
  gruForward(kernel, ours.after, ours.before, gates, biases);
  gruBackward(kernel, matrixOf(kernel, gradients), ours.before, gates);

  const [after, ofRead, ofState] = [[], [], []] as [number[], number[], number[]];
  for (let row = 0; row < rows; row++)
    for (let unit = 0; unit < units; unit++) {
      const at = (gate: number) => (row * 3 + gate) * units + unit;
      const bias = (gate: number) => gate * units + unit;
      const x = [0, 1, 2].map((gate) => read.values[at(gate)]! + readBias.values[bias(gate)]!);
      const s = [0, 1, 2].map((g) => state.values[at(g)]! + (hasStateBias ? stateBias.values[bias(g)]! : 0));
      const h = before.values[row * units + unit]!;
      const g = gradients.values[row * units + unit]!;
      after.push(cell(x, s, h));
      const slope = (of: (by: number) => number) => (g * (of(1e-5) - of(-1e-5))) / 2e-5;
      for (const gate of [0, 1, 2]) {
        ofRead[at(gate)] = slope((by) => cell(x.with(gate, x[gate]! + by), s, h));
        ofState[at(gate)] = slope((by) => cell(x, s.with(gate, s[gate]! + by), h));
      }
    }
  return { after, ofRead, ofState, gates, ours };
}

const expectClose = (ours: Float32Array, expected: readonly number[]) => {
  expect(ours.length).toBe(expected.length);
  for (const [at, value] of ours.entries()) expect(value).toBeCloseTo(expected[at]!, 5);
};

describe('gated recurrent units', () => {
  it.each(shapes)('are their definition, forward and back: %j', async (shape) => {
    const { after, ofRead, ofState, gates, ours } = await layer(shape);
    expectClose(packedMatrix(ours.after), after);
    expectClose(packedMatrix(gates.read), ofRead);
    expectClose(packedMatrix(gates.state), ofState);
  });

  it('carry rows of the state before on, and begin with zeros', async () => {
    const kernel = await openNeural(2 * matrixBytes(3, 2) + bytesFor(12));
    const from = matrixOf(kernel, { rows: 3, columns: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) });
    const out = matrixOf(kernel, { rows: 3, columns: 2, values: new Float32Array(6).fill(9) });
    carryRows(kernel, out, from, intsOf(kernel, [2, -1, 0]));
    expect([...packedMatrix(out)]).toEqual([5, 6, 0, 0, 1, 2]);
    carryRows(kernel, out, from, kernel.ints(0));
    expect([...packedMatrix(out)]).toEqual([5, 6, 0, 0, 1, 2]);
  });
});
