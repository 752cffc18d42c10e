import { describe, expect, it } from 'vitest';
import { idsOf, type Train } from '../../data/index.js';
import { logOf } from '../../testing/log-of.js';
import { labelsOf, readableQueries } from '../../testing/readable-queries.js';
import { holdoutTask } from './holdout.js';

const train = logOf([
  { visitor: 7, item: 20, time: 1 },
  { visitor: 5, item: 10, time: 2 },
  { visitor: 7, item: 10, time: 3, event: 'transaction' },
  { visitor: 6, item: 30, time: 4 },
  { visitor: 8, item: 40, time: 5 },
]) as Train;

describe('holdoutTask', () => {
  const pairs = [
    [7, 40],
    [5, 20],
    [7, 30],
    [7, 40],
    [6, 30],
    [9, 10],
    [8, 99],
    [8, 10],
    [8, 98],
  ] as const;
  const holdout = {
    visitor: Int32Array.from(pairs, ([visitor]) => visitor),
    item: Int32Array.from(pairs, ([, item]) => item),
  };
  const taken = () => holdoutTask(train, holdout);

  it('asks each visitor of the file for the items held out, its own items left out', () => {
    const task = taken();
    expect(readableQueries(task, train)).toEqual([
      { visitor: 5, context: [10], targets: [20], exclude: [10] },
      { visitor: 7, context: [20, 10], targets: [30, 40], exclude: [10, 20] },
      { visitor: 8, context: [40], targets: [10, 98, 99], exclude: [40] },
    ]);
    expect([...task.queries.time]).toEqual([5, 5, 5]); // the log's last moment
    expect(task.queries.sessionFrom).toEqual(task.queries.to); // no session has begun
    expect(task.queries.scope).toBe('history');
    expect(labelsOf(task, 'stage')).toEqual(['browsing', 'buyer', 'browsing']);
  });

  it('asks by ids that are texts, for items unknown to the log too', () => {
    const texts = logOf([
      { visitor: 'é', item: 'SKU-1', time: 1 },
      { visitor: '7', item: '0012', time: 2 },
    ]) as Train;
    const pairs = { visitor: idsOf(['7', 'é', 'é', 'x']), item: idsOf(['9', 'new', '0012', 'SKU-1']) };
    expect(readableQueries(holdoutTask(texts, pairs), texts)).toEqual([
      { visitor: '7', context: ['0012'], targets: ['9'], exclude: ['0012'] },
      { visitor: 'é', context: ['SKU-1'], targets: ['0012', 'new'], exclude: ['SKU-1'] },
    ]);
  });

  it('counts the pairs it can not ask for, or nobody can answer', () => {
    expect(taken().counts).toEqual({
      'holdout pairs': 9,
      'pairs of visitors unknown to the log, left out': 1, // 9
      'pairs that the log holds already, left out': 1, // 6, 30
      'pairs given twice, counted once': 1, // 7, 40
      'pairs beyond the first of a visitor, asked in the same query': 3, // 7, 30, and two of 8
      queries: 3,
      'targets of items unknown to the log, never found': 2, // 98, 99
    });
  });
});
