import { expect, it } from 'vitest';
import { holm } from './holm.js';

it('agrees with figures worked out by hand', () => {
  // sorted .005 · 4, .01 · 3, .03 · 2 and .04 · 1, which may not be less than the one before
  const expected = [0.03, 0.06, 0.06, 0.02];
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual(expected.map((p) => expect.closeTo(p, 12)));
  expect(holm([0.6, 0.5])).toEqual([1, 1]);
  expect(holm([0.02])).toEqual([0.02]);
});

it('leaves out what has no p-value', () => {
  expect(holm([0.01, NaN, 0.02])).toEqual([0.02, NaN, 0.02]);
});
