import { expect, it } from 'vitest';
import { withInterval } from './interval-text.js';

it('writes a figure and its interval with the same number of decimals', () => {
  const shown = (mean: number, low: number, high: number) =>
    withInterval({ mean, low, high }).replaceAll('\u00a0', ' ');
  expect(shown(0.5565, 0.542, 1)).toBe('.5565 [.5420, 1.0000]');
  expect(shown(12, 11.456, 1234.5)).toBe('12.00 [11.46, 1,234.50]');
  expect(shown(1.4, 1, 1.8)).toBe('1.4000 [1.0000, 1.8000]');
  expect(shown(1.5, 1, 2)).toBe('1.50 [1.00, 2.00]');
  expect(withInterval(undefined)).toBe('–');
});

it('gives no sign to what rounds to zero, and says why an interval is not there', () => {
  const shown = (mean: number, low: number, high: number) =>
    withInterval({ mean, low, high }).replaceAll('\u00a0', ' ');
  expect(shown(-0.02, -0.04, -0.00001)).toBe('−.0200 [−.0400, .0000]');
  expect(shown(-12, -13.5, -0.001)).toBe('−12.00 [−13.50, 0.00]');
  const none = { mean: 0.25, low: NaN, high: NaN };
  expect(withInterval(none).replaceAll('\u00a0', ' ')).toBe('.2500 (no interval: one visitor)');
});
