import { describe, expect, it } from 'vitest';
import { encodeAscending } from './encode-ascending.js';

describe('encodeAscending', () => {
  it.each([
    ['close together', [30, 10, 30, 20]],
    ['far apart', [2 ** 31 - 1, 10, 2 ** 31 - 1, 2 ** 30]],
  ])('numbers ids that lie %s in ascending order', (_, ids) => {
    const dense = Int32Array.from(ids);
    const vocabulary = encodeAscending(dense);
    expect(dense).toEqual(Int32Array.of(2, 0, 2, 1));
    expect(Array.from(dense, (code) => vocabulary.ids[code])).toEqual(ids);
    expect(vocabulary.size).toBe(3);
  });
});
