import { expect, it } from 'vitest';
import { verdictOf } from './verdict.js';

const of = (low: number, high: number, corrected = 0.01) =>
  verdictOf({ mean: (low + high) / 2, low, high, p: 0.001, atFloor: false }, corrected);

it('needs a corrected p of at most .05', () => {
  expect(of(0.01, 0.03)).toBe('better');
  expect(of(0.01, 0.03, 0.05)).toBe('better');
  expect(of(-0.03, -0.01)).toBe('worse');
  expect(of(0.01, 0.03, 0.051)).toBe('not told apart');
});

it('is none where the interval ends at zero in the decimals that are shown', () => {
  expect(of(-0.02, -0.00001)).toBe('not told apart');
  expect(of(0.00004, 0.02)).toBe('not told apart');
  expect(of(0.004, 5)).toBe('not told apart'); // two decimals beside 2.50
});

it('is none without an interval', () => {
  const none = { mean: 0.2, low: NaN, high: NaN, p: NaN, atFloor: false };
  expect(verdictOf(none, NaN)).toBe('cannot tell');
});
