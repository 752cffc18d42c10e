import { expect, it } from 'vitest';
import { pText } from './p-text.js';

const text = (corrected: number, atFloor = false) => pText({ corrected, atFloor }).replaceAll('\u00a0', ' ');

it('has three decimals, below .001 four', () => {
  expect([0.0344, 0.001, 0.00099, 0.00044, 1].map((p) => text(p))).toEqual(['.034', '.001', '.0010', '.0004', '1.000']);
});

it('is an upper bound, rounded up, where more flips could only lower it', () => {
  expect([0.0034, 2 / 1001, 42 / 4201, 0.00011, 1].map((p) => text(p, true))).toEqual(
    ['.004', '.002', '.010', '.0002', '1.000'].map((p) => `≤ ${p}`),
  );
});

it('is a dash where there is no p-value', () => {
  expect(text(NaN)).toBe('–');
});
