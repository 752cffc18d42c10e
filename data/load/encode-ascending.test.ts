import { describe, expect, it } from 'vitest';
import { idList } from '../ids.js';
import { seededRandom } from '../random.js';
import { encodeAscending } from './encode-ascending.js';

describe('encodeAscending', () => {
  it.each([
    ['close together', [30, 10, 30, 20]],
    ['far apart', [2 ** 31 - 1, 10, 2 ** 31 - 1, 2 ** 30]],
  ])('numbers ids that lie %s in ascending order', (_, ids) => {
    const dense = Int32Array.from(ids);
    const vocabulary = encodeAscending(dense);
    expect(dense).toEqual(Int32Array.of(2, 0, 2, 1));
    expect(Array.from(dense, (code) => vocabulary.idOf(code))).toEqual(ids);
    expect(vocabulary.size).toBe(3);
  });

  it('agrees with a sorted set, whichever way it goes', () => {
    const random = seededRandom(1);
    for (const range of [10, 3000, 2 ** 31 - 1]) {
      const ids = Int32Array.from({ length: 2000 }, () => random.int(range));
      const distinct = [...new Set(ids)].sort((a, b) => a - b);
      const dense = ids.slice();
      expect(idList(encodeAscending(dense).ids)).toEqual(distinct);
      expect(Array.from(dense)).toEqual(Array.from(ids, (id) => distinct.indexOf(id)));
    }
  });
});
