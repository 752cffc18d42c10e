import { expect, it } from 'vitest';
import { groupBy, listAt, packLists, transposed } from './sparse.js';

it('lists of unequal length lie end to end', () => {
  const lists = packLists([[3, 1], [], [2]]);
  expect(lists).toEqual({ offsets: Int32Array.of(0, 2, 2, 3), values: Int32Array.of(3, 1, 2) });
  expect([0, 1, 2].map((i) => [...listAt(lists, i)])).toEqual([[3, 1], [], [2]]);
  expect(packLists([])).toEqual({ offsets: Int32Array.of(0), values: new Int32Array(0) });
});

it('positions are grouped by key in ascending order, a key without any has an empty list', () => {
  const groups = groupBy([2, 0, 2, 1, 0], 4);
  expect([0, 1, 2, 3].map((key) => [...listAt(groups, key)])).toEqual([[1, 4], [3], [0, 2], []]);
});

it('a transposed matrix has the rows of each column, with their weights', () => {
  //  .5  .  2
  //   .  .  .
  //   3  . .25
  //   .  1  .
  const matrix = { ...packLists([[0, 2], [], [0, 2], [1]]), weights: Float32Array.of(0.5, 2, 3, 0.25, 1) };
  const turned = { ...packLists([[0, 2], [3], [0, 2], []]), weights: Float32Array.of(0.5, 3, 1, 2, 0.25) };
  expect(transposed(matrix, 4)).toEqual(turned);
  expect(transposed(turned, 4)).toEqual(matrix);
});
