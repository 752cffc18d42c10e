import { expect, it } from 'vitest';
import type { EvaluationTask } from '../../evaluation/index.js';
import type { Rankings } from '../../models/index.js';
import { firstHit } from './first-hit.js';

const lists = (...rows: number[][]) =>
  ({ k: 3, items: Int32Array.from(rows.flat()), scores: new Float64Array(3 * rows.length) }) as Rankings;
const task = {
  queries: { visitor: Int32Array.of(0, 1) },
  targets: { offsets: Int32Array.of(0, 1, 3), values: Int32Array.of(7, 8, 9) },
} as unknown as EvaluationTask;

it('finds the first query that a list has a right item for, within the length looked at', () => {
  const popular = lists([1, 2, 7], [1, 2, 3]);
  const knn = lists([8, 9, -1], [9, 1, -1]);
  expect(firstHit(task, { popular, knn })).toEqual({ query: 0, model: 'popular' });
  expect(firstHit(task, { popular, knn }, 2)).toEqual({ query: 1, model: 'knn' });
  expect(firstHit(task, { popular }, 2)).toBeUndefined();
});
