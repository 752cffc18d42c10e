import { expect, it } from 'vitest';
import { EqualVectors } from './equal-vectors.js';

it('groups items of equal vectors under the smallest id', () => {
  const vectors = Float32Array.of(...[1, 2], ...[0, 1], ...[1, 2], ...[1, 3], ...[1, 2], ...[0, 1]);
  const equal = new EqualVectors(vectors, 2, Int32Array.of(4, 3, 2, 1, 0, 5));
  expect(equal.first).toEqual([0, 3, 1]);
  expect([0, 3, 1].map((first) => equal.of(first))).toEqual([[0, 2, 4], [3], [1, 5]]);
});

it('knows only the items given', () => {
  const equal = new EqualVectors(Float32Array.of(1, 1, 1), 1, Int32Array.of(2, 1));
  expect(equal.first).toEqual([1]);
  expect(equal.of(1)).toEqual([1, 2]);
});
