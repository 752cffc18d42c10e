import { describe, expect, it } from 'vitest';
import { listAt, packLists } from '../../../data/index.js';
import { NcfBatches } from './batches.js';

const owned = packLists([[0, 1, 2, 3], [], [2, 5], [0, 3, 5]]);
const equal = { ...owned, weights: new Float32Array(9).fill(2) };

/** All pairs of an epoch and their negatives. */
function drawn(batches: NcfBatches, epoch = 0) {
  const pairs: { visitor: number; item: number; negatives: number[] }[] = [];
  for (const { visitors, items } of batches.epoch(epoch)) {
    const perVisitor = items.length / visitors.length;
    for (const [i, visitor] of visitors.entries()) {
      const [item, ...negatives] = items.subarray(i * perVisitor, (i + 1) * perVisitor);
      pairs.push({ visitor, item: item!, negatives });
    }
  }
  return pairs;
}

describe('the batches of NCF', () => {
  const options = { batchSize: 4, negatives: 3, seed: 1 };

  it('hold every pair once an epoch where all are worth the same, the last batch what is left', () => {
    const batches = new NcfBatches(equal, options);
    expect(Array.from(batches.epoch(0), ({ visitors }) => visitors.length)).toEqual([4, 4, 1]);
    expect([batches.pairs, batches.steps]).toEqual([9, 3]);
    const names = drawn(batches).map(({ visitor, item }) => `${visitor} ${item}`);
    expect(names.sort()).toEqual(['0 0', '0 1', '0 2', '0 3', '2 2', '2 5', '3 0', '3 3', '3 5']);
  });

  it('hold a pair as often as it is worth', () => {
    const weights = Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1, 4); // item 5 of visitor 3 is a third of all
    const batches = new NcfBatches({ ...owned, weights }, options);
    for (let epoch = 0; epoch < 20; epoch++) {
      const pairs = drawn(batches, epoch);
      expect(pairs.length).toBe(9);
      expect(pairs.filter(({ visitor, item }) => visitor === 3 && item === 5).length).toBe(3);
    }
  });

  it('tell each from items that others have and the visitor has not', () => {
    for (const { visitor, negatives } of drawn(new NcfBatches(equal, options))) {
      expect(negatives.length).toBe(3);
      for (const item of negatives) {
        expect([0, 1, 2, 3, 5]).toContain(item); // nobody has item 4
        expect([...listAt(owned, visitor)]).not.toContain(item);
      }
    }
  });

  it('are the same for the same epoch and seed, and others otherwise', () => {
    const of = (seed: number, epoch: number) => drawn(new NcfBatches(equal, { ...options, seed }), epoch);
    expect(of(1, 2)).toEqual(of(1, 2));
    expect(of(1, 3)).not.toEqual(of(1, 2));
    expect(of(2, 2)).not.toEqual(of(1, 2));
  });

  it('have keys of dropout that none shares, of its epoch or another', () => {
    const batches = new NcfBatches(equal, options);
    const keys = [0, 1, 2].flatMap((epoch) => Array.from(batches.epoch(epoch), ({ key }) => key));
    expect(keys.length).toBe(9);
    expect(new Set(keys).size).toBe(9);
  });

  it('come to an end for a visitor who has everything', () => {
    const all = { ...packLists([[0, 1]]), weights: Float32Array.of(1, 1) };
    expect(drawn(new NcfBatches(all, options)).length).toBe(2);
  });
});
