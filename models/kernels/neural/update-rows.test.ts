import { describe, expect, it } from 'vitest';
import { expectMatrix, plain, randomMatrix } from '../../../testing/expect-matrix.js';
import { intsOf } from '../kernel.js';
import { newMatrix, openNeural } from './matrix.js';
import type { Optimizer } from './optimizer.js';
import { rowGroups } from './row-groups.js';
import { updateRows } from './update-rows.js';

const optimizers: Optimizer[] = [
  { kind: 'adagrad', momentum: 0, epsilon: 1e-6 },
  { kind: 'adagrad', momentum: 0.4, epsilon: 1e-6 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
];

interface State {
  w: number;
  first: number;
  second: number;
}

/** One weight's step as the optimizers are defined. */
function next({ w, first, second }: State, g: number, optimizer: Optimizer, rate: number, t: number): State {
  if (optimizer.kind === 'adagrad') {
    const sum = second + g * g;
    const m = optimizer.momentum * first - (rate * g) / Math.sqrt(sum + optimizer.epsilon);
    return { w: w + m, first: m, second: sum };
  }
  const { beta1, beta2, epsilon } = optimizer;
  const m = beta1 * first + (1 - beta1) * g;
  const v = beta2 * second + (1 - beta2) * g * g;
  const step = m / (1 - beta1 ** t) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
  return { w: w - rate * step, first: m, second: v };
}

describe('updateRows', () => {
  it.each(optimizers)('takes the steps of $kind on the rows that are touched: $momentum', async (optimizer) => {
    const [rows, columns, learningRate, scale] = [40, 21, 0.05, 0.5];
    const kernel = await openNeural(1_000_000);
    const weights = randomMatrix(kernel, rows, columns, 1);
    const hasFirst = optimizer.kind === 'adam' || optimizer.momentum > 0;
    const second = newMatrix(kernel, rows, columns);
    const first = newMatrix(kernel, rows, columns);
    const sums = hasFirst ? { first, second } : { second };
    const distinct = intsOf(
      kernel,
      Array.from({ length: 29 }, (_, i) => (17 * i + 3) % rows),
    );
    const ids = [3, 39, 3, ...distinct, 39, 3];
    const groups = rowGroups(kernel, ids.length, rows)(intsOf(kernel, ids));
    const states = plain(weights).map((row) => row.map((w): State => ({ w, first: 0, second: 0 })));
    for (let step = 1; step <= 6; step++) {
      const [kind, touched] = (
        [
          [undefined, [...Array(rows).keys()]],
          [distinct, [...distinct]],
          [groups, ids],
        ] as const
      )[step % 3]!;
      const gradients = randomMatrix(kernel, touched.length, columns, step);
      const sum = new Map<number, number[]>();
      touched.forEach((row, place) => {
        const before = sum.get(row) ?? Array<number>(columns).fill(0);
        sum.set(
          row,
          plain(gradients)[place]!.map((g, column) => g + before[column]!),
        );
      });
      const options = { optimizer, learningRate, step, scale, ids: kind };
      await kernel.withThreads(2, () => updateRows(kernel, weights, sums, gradients, options));
      for (const [row, gs] of sum)
        states[row] = states[row]!.map((state, column) =>
          next(state, scale * gs[column]!, optimizer, learningRate, step),
        );
    }
    const expected = (part: keyof State) => states.map((row) => row.map((state) => state[part]));
    expectMatrix(weights, expected('w'));
    expectMatrix(second, expected('second'));
    if (hasFirst) expectMatrix(first, expected('first'));
    expect(plain(first).flat().some(Boolean)).toBe(hasFirst);
  });
});
