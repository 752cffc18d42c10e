import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asTexts,
  compareIds,
  concatIds,
  type Ids,
  idAt,
  idCount,
  idList,
  idSeed,
  idsOf,
  isText,
  takeIds,
} from './ids.js';

describe('ids', () => {
  it('keeps whole numbers from 0 to 2³¹ − 1 as numbers, however they are given', () => {
    expect(idsOf([7, '0', 2 ** 31 - 1])).toEqual(Int32Array.of(7, 0, 2 ** 31 - 1));
  });

  it.each(['2147483648', '2053013555631882655', '-1', '007', '7.0', '1e3', 'SKU-7', '\ufeff7', ' 7', ''])(
    'keeps all ids as texts where one is "%s", and gives them back as they came',
    (id) => {
      const ids = idsOf([12, id]);
      expect(isText(ids)).toBe(true);
      expect(idList(ids)).toEqual(['12', id]);
    },
  );

  it('gives back any texts, taken in any order and joined with numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat()), (texts, picks) => {
        const list = ['text', ...texts];
        const positions = picks.map((pick) => pick % list.length);
        const taken = takeIds(idsOf(list), positions);
        expect(idList(taken)).toEqual(positions.map((at) => list[at]));
        expect(idList(concatIds(Int32Array.of(3), taken))).toEqual(['3', ...positions.map((at) => list[at])]);
        expect(idList(concatIds(taken, Int32Array.of(3)))).toEqual([...positions.map((at) => list[at]), '3']);
      }),
    );
  });

  it('joins and takes numbers as numbers', () => {
    expect(concatIds(Int32Array.of(3), Int32Array.of(1))).toEqual(Int32Array.of(3, 1));
    expect(takeIds(Int32Array.of(3, 1, 4), [2, 0])).toEqual(Int32Array.of(4, 3));
    expect(idCount(Int32Array.of(3, 1))).toBe(2);
    expect(idAt(asTexts(Int32Array.of(3, 14)), 1)).toBe('14');
  });

  it('compares numbers by value and texts by code points, of which UTF-16 has another order', () => {
    expect(compareIds(Int32Array.of(10, 9), 0, 1)).toBeGreaterThan(0);
    const texts = idsOf(['10', '9', '9a', '\uffff', '\u{1f600}']);
    expect(compareIds(texts, 0, 1)).toBeLessThan(0);
    expect(compareIds(texts, 1, 2)).toBeLessThan(0);
    expect(compareIds(texts, 3, 4)).toBeLessThan(0);
    expect(compareIds(texts, 2, 2)).toBe(0);
  });

  it('takes and joins no more than 2 GiB of texts', () => {
    const long = idsOf(['x'.repeat(1 << 20)]);
    expect(() => takeIds(long, new Uint8Array(2048))).toThrow('more than 2 GiB of texts');
    const half: Ids = { bytes: new Uint8Array(0), offsets: Int32Array.of(0, 2 ** 30) };
    expect(() => concatIds(half, half)).toThrow('more than 2 GiB of texts');
  });

  it('seeds draws by a number itself, and by a text whatever stands before it', () => {
    expect(idSeed(Int32Array.of(5, 9), 1)).toBe(9);
    expect(idSeed(idsOf(['a', 'visitor']), 1)).toBe(idSeed(idsOf(['visitor']), 0));
    expect(idSeed(idsOf(['a', 'b']), 0)).not.toBe(idSeed(idsOf(['a', 'b']), 1));
  });
});
