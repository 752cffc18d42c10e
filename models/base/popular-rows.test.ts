import { expect, it } from 'vitest';
import { packLists } from '../../data/index.js';
import { fillWithPopular } from './popular-rows.js';
import { emptyRankings } from './rankings.js';

it('puts the most popular items that are not excluded into the rows it is told, and leaves the others', () => {
  const rankings = emptyRankings(3, 3);
  rankings.items.fill(9);
  fillWithPopular(rankings, [0, 2], Float64Array.of(2, 5, 0, 2), packLists([[], [], [1]]));
  expect([...rankings.items]).toEqual([1, 0, 3, 9, 9, 9, 0, 3, -1]);
  expect([...rankings.scores.subarray(6)]).toEqual([2, 2, Number.NEGATIVE_INFINITY]);
});
