import { describe, expect, it } from 'vitest';
import { IdIndex } from './id-index.js';
import { seededRandom } from './random.js';
import { Vocabulary } from './vocabulary.js';

describe('IdIndex', () => {
  it('numbers ids as a map does, in order of their first appearance', () => {
    const random = seededRandom(1);
    for (const range of [3, 1000, 2 ** 31 - 1]) {
      const ids = Array.from({ length: 5000 }, () => random.int(range) - (range > 1000 ? 2 ** 30 : 0));
      const [index, map] = [new IdIndex(), new Map<number, number>()];
      for (const id of ids) {
        expect(index.numberOf(id)).toBe(map.get(id) ?? -1);
        if (!map.has(id)) map.set(id, map.size);
        expect(index.add(id)).toBe(map.get(id));
      }
      expect(Array.from(index.ids)).toEqual([...map.keys()]);
      expect(index.size).toBe(map.size);
    }
  });

  it('tells ids apart whose hashes are the same, and knows no fraction and nothing beyond 32 bits', () => {
    const multiples = Int32Array.from({ length: 300 }, (_, i) => i << 20);
    const index = new IdIndex(multiples);
    expect(Array.from(multiples, (id) => index.numberOf(id))).toEqual([...multiples.keys()]);
    expect([0.5, 2 ** 32, -1, Number.NaN].map((id) => index.numberOf(id))).toEqual([-1, -1, -1, -1]);
  });

  it('holds more ids than the 2²⁴ of a map', () => {
    const ids = new Int32Array(2 ** 24 + 2);
    for (let i = 0; i < ids.length; i++) ids[i] = 3 * i;
    const vocabulary = new Vocabulary(ids);
    for (const dense of [0, 2 ** 23, 2 ** 24, 2 ** 24 + 1]) expect(vocabulary.indexOf(3 * dense)).toBe(dense);
    expect(vocabulary.indexOf(1)).toBe(-1);
  });
});
