import { expect, it } from 'vitest';
import { popularityOrder } from './popularity-order.js';

it('has the most popular item first, and of equals the smaller id', () => {
  expect(popularityOrder(Int32Array.of(1, 5, 0, 5))).toEqual(Int32Array.of(1, 3, 0, 2));
});
