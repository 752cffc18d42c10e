import { expect, it } from 'vitest';
import { combinations, withChanges } from './grid.js';

it('combines all alternatives, in groups too', () => {
  expect(combinations({ factors: 64, alpha: [1, 10], signal: { cap: [null, 5] } })).toEqual([
    { factors: 64, alpha: 1, signal: { cap: null } },
    { factors: 64, alpha: 1, signal: { cap: 5 } },
    { factors: 64, alpha: 10, signal: { cap: null } },
    { factors: 64, alpha: 10, signal: { cap: 5 } },
  ]);
  const uniform = { view: 1, addtocart: 1, transaction: 1 };
  expect(combinations({ signal: [{ weights: uniform }, { cap: [1, 2] }] })).toEqual([
    { signal: { weights: uniform } },
    { signal: { cap: 1 } },
    { signal: { cap: 2 } },
  ]);
  expect(combinations({})).toEqual([{}]);
});

it('changes parameters within their groups', () => {
  const own = { alpha: 1, signal: { cap: 5, weights: { view: 1, addtocart: 3 } } };
  expect(withChanges('als', own, { signal: { weights: { view: 0 } } })).toEqual({
    alpha: 1,
    signal: { cap: 5, weights: { view: 0, addtocart: 3 } },
  });
  expect(withChanges('als', own, { signal: { decay: 'none' }, factors: 2 })).toMatchObject({
    factors: 2,
    signal: { cap: 5 },
  });
});

it('changes a parameter under whichever name it was given', () => {
  const ours = { sampleSize: 1000, k: 50, lambdaSpw: 1 };
  expect(withChanges('stan', { sample_size: 500, k: 50 }, { sampleSize: 1000, lambda_spw: 1 })).toEqual(ours);
  expect(withChanges('stan', { sampleSize: 500, k: 50 }, { sample_size: 1000, lambdaSpw: 1 })).toEqual(ours);
  expect(() => withChanges('stan', {}, { sample_size: 1, sampleSize: 2 })).toThrow(
    'stan: parameter sample_size: is another name of sampleSize, which is given too',
  );
});
