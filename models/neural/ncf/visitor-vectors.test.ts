import { describe, expect, it } from 'vitest';
import { packLists } from '../../../data/index.js';
import { queriesOf } from '../../../testing/queries-of.js';
import { VisitorVectors } from './visitor-vectors.js';

// Visitor 0 has items 0 and 1, visitor 1 has item 1 three times as much, visitor 2 nothing.
const matrix = { ...packLists([[0, 1], [1], []]), weights: Float32Array.of(1, 1, 3) };
const vectors = new VisitorVectors(Float32Array.of(8, 0, 0, 4, 99, 99), 2, matrix, 3);

const vectorOf = (scope: 'history' | 'session', visitor: number, items: number[], weights: number[]) => {
  const contexts = { ...packLists([items]), weights: Float32Array.from(weights) };
  return [...vectors.of(queriesOf([{ visitor, context: items }], scope), contexts)];
};

describe('visitor vectors', () => {
  it('are the learnt ones for the history of a visitor whom training knows', () => {
    expect(vectorOf('history', 0, [1], [1])).toEqual([8, 0]);
    expect(vectorOf('history', 1, [], [])).toEqual([0, 4]);
  });

  it('are those of who had the items for a session, or a visitor unseen or without items', () => {
    const [ofItem0, ofItem1] = [
      [8, 0],
      [2, 3],
    ] as const;
    expect(vectorOf('session', 1, [0], [5])).toEqual(ofItem0);
    for (const visitor of [2, 7]) expect(vectorOf('history', visitor, [1], [5])).toEqual(ofItem1);
    expect(vectorOf('session', 0, [0, 1], [1, 3])).toEqual([(8 + 3 * 2) / 4, (0 + 3 * 3) / 4]);
  });

  it('are the mean of all who had something where nothing is known', () => {
    expect(vectorOf('session', 0, [], [])).toEqual([4, 2]);
    expect(vectorOf('session', 0, [2], [1])).toEqual([0, 0]);
  });
});
