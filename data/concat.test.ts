import { expect, it } from 'vitest';
import { concat } from './concat.js';

it('lays typed arrays end to end', () => {
  expect(concat(Int32Array, Int32Array.of(1, 2), new Int32Array(0), Int32Array.of(3))).toEqual(Int32Array.of(1, 2, 3));
  expect(concat(Float64Array)).toEqual(new Float64Array(0));
});
