import { expect, it } from 'vitest';
import { meanNdcg } from './ndcg.js';

const ndcg = (scores: readonly number[], labels: readonly number[], k: number, offsets = [0, scores.length]) =>
  meanNdcg(Float32Array.from(scores), Float32Array.from(labels), Int32Array.from(offsets), k);

it('discounts a hit by its rank', () => {
  expect(ndcg([3, 2, 1], [0, 0, 1], 3)).toBe(1 / 2); // 1 / log2(4)
  expect(ndcg([3, 2, 1], [1, 0, 0], 3)).toBe(1);
  expect(ndcg([3, 2, 1], [0, 0, 1], 2)).toBe(0);
});

it('takes labels for gains', () => {
  expect(ndcg([2, 1], [1, 3], 2)).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)), 12);
});

it('settles ties against the model', () => {
  expect(ndcg([1, 1, 1], [1, 0, 0], 3)).toBe(1 / 2);
});

it('counts a query without a hit as 0', () => {
  expect(ndcg([2, 1, 2, 1], [1, 0, 0, 0], 2, [0, 2, 4])).toBe(1 / 2);
  expect(ndcg([], [], 2, [0, 0])).toBe(0);
  expect(ndcg([], [], 2, [0])).toBe(0);
});
