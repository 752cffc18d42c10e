import { expect, it } from 'vitest';
import { hasInterval, parseFigures } from './interval.js';
import { intervalsOf } from './intervals-of.js';

it('figures without a value are NaN again when they are read back, and other nulls stay', () => {
  const written = { name: null, mean: NaN, low: NaN, high: 1, of: [{ p: NaN, corrected: NaN, verdict: null }] };
  expect(parseFigures(JSON.stringify(written))).toEqual(written);
});

it('there is an interval where its ends are numbers', () => {
  expect([0, NaN].map((low) => hasInterval({ mean: 1, low, high: low }))).toEqual([true, false]);
});

it('leaves out columns without a value for any query', () => {
  const columns = [NaN, 1].map((value, at) => ({ metric: `m${at}`, k: 5, values: Float64Array.of(value, value) }));
  expect(Object.keys(intervalsOf(columns, Int32Array.of(0, 1), { seed: 1 }))).toEqual(['m1@5']);
});
