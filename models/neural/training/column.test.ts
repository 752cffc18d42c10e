import { describe, expect, it } from 'vitest';
import { intsOf } from '../../kernels/index.js';
import type { Optimizer } from '../../kernels/neural/index.js';
import {
  newMatrix,
  openNeural,
  packedMatrix,
  rowGroups,
  squaredNorm,
  sumRows,
  updateRows,
} from '../../kernels/neural/index.js';
import { newColumn, squaredColumn, sumColumn, updateColumn } from './column.js';

const optimizers: Optimizer[] = [
  { kind: 'adagrad', momentum: 0, epsilon: 1e-6 },
  { kind: 'adagrad', momentum: 0.4, epsilon: 1e-6 },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
];

describe('a column', () => {
  it.each(optimizers)('is summed and updated as a matrix of one column is: $kind $momentum', async (optimizer) => {
    const [rows, ids] = [9, [4, 1, 4, 8, 4, 1]];
    const kernel = await openNeural(2 ** 16);
    const groups = rowGroups(kernel, ids.length, rows)(intsOf(kernel, ids));
    const both = [newColumn, (k: typeof kernel, n: number) => newMatrix(k, n, 1)].map((make) => {
      const second = make(kernel, rows);
      const isPlain = optimizer.kind === 'adagrad' && optimizer.momentum === 0;
      const sums = isPlain ? { second } : { first: make(kernel, rows), second };
      return { weights: make(kernel, rows), sums, gradients: make(kernel, ids.length), summed: make(kernel, 3) };
    });
    const [column, matrix] = both as [(typeof both)[0], (typeof both)[0]];
    for (let step = 1; step <= 3; step++) {
      for (const { gradients } of both)
        for (const place of ids.keys()) gradients.values[place * gradients.stride] = Math.sin(10 * step + place);
      const options = { optimizer, learningRate: 0.1, step, scale: 0.5 };
      updateColumn(column.weights, column.sums, column.gradients, groups, options);
      updateRows(kernel, matrix.weights, matrix.sums, matrix.gradients, { ...options, ids: groups });
    }
    sumColumn(column.summed, column.gradients, groups);
    sumRows(kernel, matrix.summed, matrix.gradients, groups);
    expect(squaredColumn(column.summed)).toBeCloseTo(squaredNorm(kernel, matrix.summed), 5);
    for (const name of ['weights', 'summed'] as const)
      for (const [row, value] of packedMatrix(matrix[name]).entries()) {
        expect(packedMatrix(column[name])[row]).toBeCloseTo(value, 5);
        expect(value === 0).toBe(name === 'weights' && ![1, 4, 8].includes(row));
      }
  });
});
