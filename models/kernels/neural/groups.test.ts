import { describe, expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import type { Table } from '../../base/table.js';
import { bytesFor } from '../kernel.js';
import {
  addGroupsRelu,
  groupDots,
  groupDotsGradients,
  type Matrix,
  matrixBytes,
  newMatrix,
  openNeural,
  packedMatrix,
  sumGroups,
} from './index.js';

/** What lies in groups of `size` rows, held against sums taken entry by entry. */
describe.each([
  { groups: 1, size: 1, columns: 1 },
  { groups: 1, size: 70, columns: 17 },
  { groups: 7, size: 5, columns: 16 },
  { groups: 50, size: 3, columns: 33 },
])('$groups groups of $size rows of $columns', ({ groups, size, columns }) => {
  const rows = groups * size;
  const matrix = randomTable(rows, columns, 1);
  const shared = randomTable(groups, columns, 2);
  const groupOf = (row: number) => Math.floor(row / size);
  const at = (table: Table, row: number, column: number) => table.values[row * columns + column]!;
  const numbers = (count: number) => [...Array(count).keys()];
  const everyEntry = (count: number, of: (row: number, column: number) => number) =>
    numbers(count).flatMap((row) => numbers(columns).map((column) => of(row, column)));
  const expectClose = (ours: Matrix, expected: readonly number[]) =>
    packedMatrix(ours).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 4);
    });
  const memory = async () => {
    const kernel = await openNeural(
      2 * matrixBytes(rows, columns) + 2 * matrixBytes(groups, columns) + bytesFor(4 * rows),
    );
    return { kernel, ours: matrixOf(kernel, matrix), ofGroups: matrixOf(kernel, shared), scores: kernel.floats(rows) };
  };

  it('adds and rectifies', async () => {
    const { kernel, ours, ofGroups } = await memory();
    await kernel.withThreads(2, () => addGroupsRelu(kernel, ours, ofGroups));
    const expected = (row: number, column: number) =>
      Math.max(0, at(matrix, row, column) + at(shared, groupOf(row), column));
    expectClose(ours, everyEntry(rows, expected));
  });

  it('sums', async () => {
    const { kernel, ours, ofGroups } = await memory();
    await kernel.withThreads(2, () => sumGroups(kernel, ofGroups, ours));
    const expected = (group: number, column: number) =>
      numbers(size).reduce((sum, i) => sum + at(matrix, group * size + i, column), 0);
    expectClose(ofGroups, everyEntry(groups, expected));
  });

  it('multiplies, and gives the gradients back', async () => {
    const { kernel, ours, ofGroups, scores } = await memory();
    scores.fill(1);
    await kernel.withThreads(2, () => groupDots(kernel, scores, ofGroups, ours));
    for (const row of numbers(rows)) {
      const product = numbers(columns).reduce(
        (sum, column) => sum + at(matrix, row, column) * at(shared, groupOf(row), column),
        1,
      );
      expect(scores[row]).toBeCloseTo(product, 4);
    }
    const gradients = randomTable(1, rows, 3).values;
    scores.set(gradients);
    const out = { shared: newMatrix(kernel, groups, columns), matrix: newMatrix(kernel, rows, columns) };
    await kernel.withThreads(2, () => groupDotsGradients(kernel, out, scores, ofGroups, ours));
    expectClose(
      out.matrix,
      everyEntry(rows, (row, column) => gradients[row]! * at(shared, groupOf(row), column)),
    );
    const ofShared = (group: number, column: number) =>
      numbers(size).reduce((sum, i) => sum + gradients[group * size + i]! * at(matrix, group * size + i, column), 0);
    expectClose(out.shared, everyEntry(groups, ofShared));
  });
});
