import { expect, it } from 'vitest';
import { parameterText } from './parameter-text.js';

it('puts groups in brackets', () => {
  const signal = { weights: { view: 1, addtocart: 3 }, decay: 'none', cap: null };
  expect(parameterText({ factors: 64, signal, exact: true })).toBe(
    'factors 64, signal (weights (view 1, addtocart 3), decay none, cap null), exact true',
  );
  expect(parameterText({})).toBe('');
});
