import { describe, expect, it } from 'vitest';
import { rankingsOf, type ScoredList, taskOf } from '../../testing/rankings-of.js';
import { type Ties, targetRanks } from './target-ranks.js';

const [a, b, c, d, e] = [0, 1, 2, 3, 4];

function ranksOf(
  list: ScoredList,
  targets: number[],
  options: { k: number; items?: number; ties?: Ties; exclude?: number[] },
) {
  const { k, items = 9, ties = 'conservative', exclude = [] } = options;
  const task = taskOf({ items, targets: [targets], exclude: [exclude] });
  return [...targetRanks(task, rankingsOf([list], k), ties).ranks];
}

describe('targetRanks', () => {
  it('counts ranks from 1 and gives Infinity to what is not listed', () => {
    expect(
      ranksOf(
        [
          [a, 3],
          [b, 2],
          [c, 1],
        ],
        [c, e],
        { k: 3 + 1 },
      ),
    ).toEqual([3, Infinity]);
  });

  it('lets the items that are not targets go first among equal scores', () => {
    // a 5 | b 4, c 4, d 4 | e 1: the target c stands behind b and d, at rank 4
    const list: ScoredList = [
      [a, 5],
      [b, 4],
      [c, 4],
      [d, 4],
      [e, 1],
    ];
    expect(ranksOf(list, [c], { k: 6 })).toEqual([4]);
    expect(ranksOf(list, [c], { k: 6, ties: 'standard' })).toEqual([2]);
    // with b and c for targets only d goes before them
    expect(ranksOf(list, [b, c], { k: 6 })).toEqual([3, 4]);
    expect(ranksOf(list, [b, c], { k: 6, ties: 'standard' })).toEqual([2, 3]);
  });

  it('does not find a target whose tie may go on behind the end of the list', () => {
    const list: ScoredList = [
      [a, 5],
      [b, 4],
      [c, 4],
    ];
    expect(ranksOf(list, [b], { k: 3, items: 9 })).toEqual([Infinity]);
    expect(ranksOf(list, [a], { k: 3, items: 9 })).toEqual([1]);
    expect(ranksOf(list, [b], { k: 3, items: 9, ties: 'standard' })).toEqual([2]);
  });

  it('finds it where nothing can lie behind: every candidate is listed, or the list is not full', () => {
    const list: ScoredList = [
      [a, 5],
      [b, 4],
      [c, 4],
    ];
    expect(ranksOf(list, [b], { k: 3, items: 3 })).toEqual([3]);
    expect(ranksOf(list, [b], { k: 3, items: 5, exclude: [d, e] })).toEqual([3]);
    expect(ranksOf(list, [b], { k: 4, items: 9 })).toEqual([3]);
  });

  it('puts the lower gain first among tied targets', () => {
    const task = taskOf({ items: 9, targets: [[a, b]], gains: [[5, 1]] });
    const rankings = rankingsOf(
      [
        [
          [a, 2],
          [b, 2],
        ],
      ],
      3,
    );
    expect([...targetRanks(task, rankings).gain]).toEqual([1, 5]);
    expect([...targetRanks(task, rankings, 'standard').gain]).toEqual([5, 1]);
    expect([...targetRanks(task, rankings).ideal]).toEqual([5, 1]);
  });

  it('sorts the gains of each query by themselves', () => {
    const task = taskOf({ items: 9, targets: [[a], [b, c]], gains: [[1], [2, 9]] });
    expect([...targetRanks(task, rankingsOf([[], []], 3)).ideal]).toEqual([1, 9, 2]);
    expect([...task.gain]).toEqual([1, 2, 9]); // as it was
  });

  it('counts the candidates of each query by itself', () => {
    const list: ScoredList = [
      [a, 5],
      [b, 4],
      [c, 4],
    ];
    // the first query leaves out all but the three listed, the second leaves one more that may follow
    const task = taskOf({ items: 5, targets: [[b], [b]], exclude: [[d, e], [d]] });
    expect([...targetRanks(task, rankingsOf([list, list], 3)).ranks]).toEqual([3, Infinity]);
  });

  it('counts a target that a model lists twice only once', () => {
    expect(
      ranksOf(
        [
          [a, 3],
          [a, 2],
        ],
        [a, b],
        { k: 3 },
      ),
    ).toEqual([1, Infinity]);
  });

  it('refuses scores that are no number or rise, and rankings of another task', () => {
    expect(() =>
      ranksOf(
        [
          [a, 1],
          [b, Number.NaN],
        ],
        [a],
        { k: 2 },
      ),
    ).toThrow('query 0: score NaN');
    expect(() =>
      ranksOf(
        [
          [a, 1],
          [b, 2],
        ],
        [a],
        { k: 2 },
      ),
    ).toThrow('query 0: score 2 after 1');
    expect(() => targetRanks(taskOf({ items: 9, targets: [[a], [b]] }), rankingsOf([[]], 2))).toThrow(
      'not 2 queries of 2',
    );
    const withoutScores = { ...rankingsOf([[]], 2), scores: new Float64Array(1) };
    expect(() => targetRanks(taskOf({ items: 9, targets: [[a]] }), withoutScores)).toThrow('not 1 queries of 2');
  });
});
