import { expect, it } from 'vitest';
import { middle95, quantile } from './quantile.js';

it('interpolates between neighbours (type 7)', () => {
  const sorted = Float64Array.of(10, 20, 30, 40);
  expect(quantile(sorted, 0)).toBe(10);
  expect(quantile(sorted, 0.25)).toBe(17.5); // position .25 · 3 = .75
  expect(quantile(sorted, 1)).toBe(40);
  expect(quantile(Float64Array.of(), 0.5)).toBeNaN();
});

it('leaves NaN out of the middle 95 %', () => {
  const values = Float64Array.from({ length: 42 }, (_, i) => (i === 41 ? NaN : 40 - i)); // 40 … 0 and NaN
  expect(middle95(values)).toEqual({ low: 1, high: 39 }); // positions .025 · 40 and .975 · 40
});
