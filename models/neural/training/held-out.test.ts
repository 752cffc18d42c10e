import { describe, expect, it } from 'vitest';
import { listAt, packLists } from '../../../data/index.js';
import { contextItems, queryCount } from '../../base/recommender.js';
import { holdOutLastItems, holdOutSequences, meanReciprocalRank } from './held-out.js';

const lists = packLists([[1, 2, 3], [4], [5, 6], [7, 8, 7], [9, 9]]);
const ends = [10, 99, 30, 20, 98];

describe('what early stopping holds out', () => {
  it('is the sequences that end last, of those that ask for something: each item after the first is a question', () => {
    const { kept, queries, targets } = holdOutSequences(lists, ends, 0.6);
    expect([0, 1, 2, 3, 4].map((list) => [...listAt(kept, list)])).toEqual([[1, 2, 3], [4], [], [], [9, 9]]);
    expect([0, 1, 2].map((query) => [...contextItems(queries, query)])).toEqual([[5], [7], [7, 8]]);
    expect([...targets]).toEqual([6, 8, 7]);
    expect(queries.scope).toBe('session');
  });

  it('or the last items of histories, gone from the whole history, of which the rest is excluded', () => {
    const { kept, queries, targets } = holdOutLastItems(lists, ends, 0.6);
    expect([0, 1, 2, 3, 4].map((list) => [...listAt(kept, list)])).toEqual([[1, 2, 3], [4], [5], [8], [9, 9]]);
    expect([...queries.visitor]).toEqual([2, 3]);
    expect([0, 1].map((query) => [...contextItems(queries, query)])).toEqual([[5], [8]]);
    expect([0, 1].map((query) => [...listAt(queries.exclude, query)])).toEqual([[5], [8]]);
    expect([...targets]).toEqual([6, 7]);
    expect(queries.scope).toBe('history');
  });

  it('is one sequence at least, and never all', () => {
    expect([...holdOutSequences(lists, ends, 0.001).targets]).toEqual([6]);
    expect(queryCount(holdOutLastItems(lists, ends, 0.999).queries)).toBe(2);
  });

  it('cannot be taken from a single sequence', () => {
    expect(() => holdOutSequences(packLists([[1, 2], [3]]), [0, 1], 0.5)).toThrow('patience 0');
  });
});

describe('meanReciprocalRank', () => {
  it('is the mean of 1 / rank, a tie against the target, nothing beyond k', () => {
    const rankings = {
      k: 4,
      items: Int32Array.of(3, 1, 2, 0, 3, 1, 2, 0, 3, 1, 2, 0, 3, 1, -1, -1),
      scores: Float64Array.of(9, 8, 7, 6, 9, 9, 9, 6, 9, 8, 7, 6, 9, 8, -Infinity, -Infinity),
    };
    expect(meanReciprocalRank(rankings, Int32Array.of(3, 1, 0, 2), 3)).toBeCloseTo((1 + 1 / 3 + 0 + 0) / 4);
    expect(meanReciprocalRank(rankings, Int32Array.of(3, 1, 0, 2))).toBeCloseTo((1 + 1 / 3 + 1 / 4) / 4);
  });
});
