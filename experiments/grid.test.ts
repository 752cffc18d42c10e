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
  expect(withChanges(own, { signal: { weights: { view: 0 } } })).toEqual({
    alpha: 1,
    signal: { cap: 5, weights: { view: 0, addtocart: 3 } },
  });
  expect(withChanges(own, { signal: { decay: 'none' }, factors: 2 })).toMatchObject({ factors: 2, signal: { cap: 5 } });
});
