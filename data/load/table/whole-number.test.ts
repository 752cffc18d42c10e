import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeNumberAt, withoutPointZero } from './whole-number.js';

const numberIn = (text: string) => {
  const bytes = Buffer.from(`7${text}7`);
  return wholeNumberAt(bytes, 1, bytes.length - 1);
};

describe('a whole number', () => {
  it('is read from its digits', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (number) => {
        expect(numberIn(String(number))).toBe(number);
      }),
    );
    expect([numberIn('0'), numberIn('9007199254740991')]).toEqual([0, Number.MAX_SAFE_INTEGER]);
  });

  it.each([
    '',
    '-1',
    '+1',
    '01',
    '00',
    '1.0',
    '1e3',
    ' 1',
    '1 ',
    '1,000',
    '٣',
    '9007199254740992',
    '10000000000000000',
  ])('is not "%s"', (text) => {
    expect(numberIn(text)).toBe(-1);
  });

  it('may have .0 behind it', () => {
    const length = (text: string) => withoutPointZero(Buffer.from(text), 0, Buffer.byteLength(text));
    expect(['4005.0', '0.0', '4005', '.0', '4005.00', '4005.5', '10', ''].map(length)).toEqual([
      4, 1, 4, 2, 7, 6, 2, 0,
    ]);
  });
});
