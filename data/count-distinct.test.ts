import { expect, it } from 'vitest';
import { countDistinct } from './count-distinct.js';

it('counts each code once', () => {
  expect(countDistinct(Int32Array.of(2, 0, 2, 4, 4, 2), 5)).toBe(3);
  expect(countDistinct(new Int32Array(0), 5)).toBe(0);
});
