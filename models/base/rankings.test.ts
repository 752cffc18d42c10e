import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TopK } from './rankings.js';

it('keeps the best, the smaller id first among equals, and starts empty again after draining', () => {
  const best = new TopK(3);
  const items = new Int32Array(3);
  const scores = new Float64Array(3);
  for (const [item, score] of [
    [5, 1],
    [2, 9],
    [4, 1],
    [3, 1],
  ] as const)
    best.offer(item, score);
  expect(best.drain(items, scores, 0)).toBe(3);
  expect([...items]).toEqual([2, 3, 4]);
  expect([...scores]).toEqual([9, 1, 1]);
  expect(best.drain(items, scores, 0)).toBe(0);
});

it('agrees with sorting everything', () => {
  const candidates = fc.uniqueArray(fc.tuple(fc.nat(200), fc.integer({ min: -3, max: 3 })), {
    selector: ([item]) => item,
  });
  fc.assert(
    fc.property(candidates, fc.nat(20), (offered, k) => {
      const best = new TopK(k);
      for (const [item, score] of offered) best.offer(item, score);
      const items = new Int32Array(k);
      const count = best.drain(items, new Float64Array(k), 0);
      const sorted = offered.toSorted(([a, x], [b, y]) => y - x || a - b).slice(0, k);
      expect([...items.subarray(0, count)]).toEqual(sorted.map(([item]) => item));
    }),
  );
});
