import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.js';
import { stableOrder } from './stable-order.js';

describe('stableOrder', () => {
  it('sorts positions by value, equal values by position', () => {
    expect(stableOrder(Float64Array.of(30, 10, 30, 20, 10))).toEqual(Int32Array.of(1, 4, 3, 0, 2));
  });

  it('agrees with a comparison sort over milliseconds, negative numbers and large ranges', () => {
    const random = seededRandom(1);
    for (const [low, range] of [
      [1.43e12, 1.2e10],
      [-5000, 10_000],
      [0, 2 ** 52],
    ] as const) {
      const keys = Float64Array.from({ length: 5000 }, () => low + Math.floor(random.float() * range));
      keys.copyWithin(1000, 0, 500); // ties
      const expected = Array.from(keys, (_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
      expect(Array.from(stableOrder(keys))).toEqual(expected);
    }
  });

  it.each([
    ['a range of one', [1, 0]],
    ['a range of 2¹⁶, one more than a pass tells apart', [65_536, 0]],
    ['values on both sides of a multiple of 2¹⁶', [34_000, 32_000]],
  ])('sorts %s', (_, keys) => {
    expect(stableOrder(Int32Array.from(keys))).toEqual(Int32Array.of(1, 0));
  });

  it('takes one value, many equal ones, and none', () => {
    expect(stableOrder(Int32Array.of(7))).toEqual(Int32Array.of(0));
    expect(stableOrder(Int32Array.of(7, 7, 7))).toEqual(Int32Array.of(0, 1, 2));
    expect(stableOrder(new Int32Array(0))).toEqual(new Int32Array(0));
  });
});
