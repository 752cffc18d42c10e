import type { Train } from '../data/index.js';
import type { Queries, Recommender } from '../models/index.js';
import type { EventLine } from './log-of.js';
import { queriesOf } from './queries-of.js';
import { trainOf } from './train-of.js';

/**
 * A log whose right answers anyone can see: 20 visitors, 20 items; even visitors view every even item but their own
 * number, odd visitors every odd item but their own. What visitor v lacks is item v.
 */
export function checkerboard(): Train {
  const lines: EventLine[] = [];
  for (let visitor = 0; visitor < 20; visitor++)
    for (let item = 0; item < 20; item++)
      if (item % 2 === visitor % 2 && item !== visitor)
        lines.push({ visitor, item, time: 60_000 * lines.length, session: visitor });
  return trainOf(lines);
}

const everyone = [...Array(20).keys()];

/** What visitor `v` of the checkerboard has seen. */
export const seenBy = (visitor: number): number[] =>
  everyone.filter((item) => item % 2 === visitor % 2 && item !== visitor);

/** What each visitor lacks, in order: `holes[v]` is v. */
export const holes: readonly number[] = everyone;

/**
 * The first item that a fitted model gives to each visitor, who is not to be given what they have seen.
 * @param firstVisitor the number that visitor 0 goes by; 20 makes them all unknown to train.
 */
export async function fillHoles(
  model: Recommender,
  scope: Queries['scope'] = 'history',
  firstVisitor = 0,
): Promise<number[]> {
  const lines = everyone.map((v) => ({ visitor: firstVisitor + v, context: seenBy(v), exclude: seenBy(v) }));
  return [...(await model.recommend(queriesOf(lines, scope), 1)).items];
}
