import { expect, it } from 'vitest';
import { withInterval } from './headline.js';

it('writes a figure and its interval with the same number of decimals', () => {
  const shown = (mean: number, low: number, high: number) =>
    withInterval({ mean, low, high }).replaceAll('\u00a0', ' ');
  expect(shown(0.5565, 0.542, 1)).toBe('.5565 [.5420, 1.0000]');
  expect(shown(12, 11.456, 1234.5)).toBe('12.00 [11.46, 1,234.50]');
  expect(shown(1.4, 1, 1.8)).toBe('1.4000 [1.0000, 1.8000]');
  expect(withInterval(undefined)).toBe('–');
});
