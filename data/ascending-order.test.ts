import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascendingOrder } from './ascending-order.js';
import { compareIds, idsOf } from './ids.js';
import { seededRandom } from './random.js';

describe('ascendingOrder', () => {
  it('orders numbers by value and texts by code points, a text before those that it begins', () => {
    expect(ascendingOrder(idsOf([10, 9, 2000]))).toEqual(Int32Array.of(1, 0, 2));
    expect(ascendingOrder(idsOf(['é', '10', '9', 'ab', 'a', 'a', 'Z']))).toEqual(Int32Array.of(1, 2, 6, 4, 5, 3, 0));
  });

  it.each([
    ['of one beginning', (n: number) => `visitor-of-the-shop-${n}`],
    ['of unequal length, with zero bytes', (n: number) => 'ab\0'.repeat(n % 9) + (n % 5 ? '\0' : '')],
    ['drawn', (n: number) => Math.imul(n, 0x9e3779b1).toString(36)],
  ])('agrees with a comparison sort over 5,000 texts %s', (_, text) => {
    const random = seededRandom(1);
    const ids = idsOf(Array.from({ length: 5000 }, () => text(random.int(4000))));
    const expected = Int32Array.from({ length: 5000 }, (_, i) => i).sort((a, b) => compareIds(ids, a, b) || a - b);
    expect(ascendingOrder(ids)).toEqual(expected);
  });

  it('sorts few texts as their bytes compare', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const ids = idsOf(['text', ...texts]);
        const list = ['text', ...texts];
        const sorted = Array.from(ascendingOrder(ids), (at) => Buffer.from(list[at]!));
        expect(sorted).toEqual(list.map((text) => Buffer.from(text)).sort(Buffer.compare));
      }),
    );
  });
});
