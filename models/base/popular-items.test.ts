import { expect, it } from 'vitest';
import { packLists } from '../../data/index.js';
import { PopularItems } from './popular-items.js';
import { emptyRankings } from './rankings.js';

const popular = new PopularItems(Float64Array.of(2, 5, 0, 2));
const exclude = packLists([[], [], [1]]);

it('are put into the rows that are to be filled, less the excluded ones; the other rows stay', () => {
  const rankings = emptyRankings(3, 3);
  rankings.items.fill(9);
  for (const query of [0, 2]) popular.fill(rankings, query, exclude);
  expect([...rankings.items]).toEqual([1, 0, 3, 9, 9, 9, 0, 3, -1]);
  expect([...rankings.scores.subarray(6)]).toEqual([2, 2, Number.NEGATIVE_INFINITY]);
});

it('have their popularity for a score where they are given, and none elsewhere', () => {
  const asked = packLists([[], [], [3, 1, 2, 77]]);
  const scores = new Float64Array(4);
  popular.score(asked, 2, exclude, scores);
  expect([...scores]).toEqual([2, ...Array(3).fill(Number.NEGATIVE_INFINITY)]);
});
