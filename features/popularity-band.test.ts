import fc from 'fast-check';
import { expect, it } from 'vitest';
import { popularityBand, popularityBands } from './popularity-band.js';

const bands = (...events: number[]) => Array.from(popularityBand(Int32Array.from(events)), (b) => popularityBands[b]);

it('fills head and mid with the most popular items', () => {
  expect(bands(6, 2, 1, 1)).toEqual(['head', 'mid', 'tail', 'tail']);
  expect(bands(1, 0, 5, 3, 1)).toEqual(['tail', 'tail', 'head', 'mid', 'tail']);
});

it('parts equally popular items by id', () => {
  expect(bands(1, 1, 1, 1, 1, 1, 1, 1, 1, 1).join(' ')).toBe('head head head head head mid mid mid tail tail');
});

it('is tail for items without events', () => {
  expect(bands(0, 3, 0)).toEqual(['tail', 'head', 'tail']);
  expect(bands(0, 0)).toEqual(['tail', 'tail']);
});

it('puts half of the events into the head, and no more than it must', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (events) => {
      const band = popularityBand(Int32Array.from(events));
      const total = events.reduce((a, b) => a + b, 0);
      const head = events.filter((_, item) => band[item] === 0);
      const sum = head.reduce((a, b) => a + b, 0);
      expect(sum).toBeGreaterThanOrEqual(total / 2);
      expect(sum - Math.min(...head)).toBeLessThan(total / 2);
    }),
  );
});
