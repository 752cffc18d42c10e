import { describe, expect, it } from 'vitest';
import { rankingsOf, type ScoredList, type TaskLines, taskOf } from '../../testing/rankings-of.js';
import { evaluate } from '../evaluate.js';
import { intervalsOf } from '../intervals/intervals-of.js';

/** P-joint's figures of lists, each query asking for a kind: 0 views, 1 carts, 2 purchases. */
function figures(asks: readonly number[], targets: TaskLines['targets'], lists: readonly ScoredList[], k = 20) {
  const task = taskOf({ items: 100, targets });
  const joint = { ...task, queries: { ...task.queries, asks: Uint8Array.from(asks) } };
  const columns = evaluate(joint, rankingsOf(lists, 21), { ks: [k] });
  const named = Object.entries(intervalsOf(columns, task.cluster, { seed: 1, resamples: 10 }));
  return Object.fromEntries(named.map(([name, { mean }]) => [name, mean]));
}

const listed = (...items: number[]): ScoredList => items.map((item, i) => [item, -i]);

describe('P-joint’s metrics', () => {
  it('divide all hits of a kind by all its targets, and weigh the kinds .1, .3 and .6', () => {
    const asks = [0, 0, 1, 1, 2];
    const targets = [[7], [8], [1], [2, 3, 4], [5, 6]];
    const lists = [listed(7), listed(9), listed(1), listed(9, 3), listed(6, 5)];
    expect(figures(asks, targets, lists)).toEqual({
      'joint@20': expect.closeTo(0.1 * (1 / 2) + 0.3 * (2 / 4) + 0.6 * 1, 12),
      'recall-views@20': 1 / 2,
      'recall-carts@20': 2 / 4,
      'recall-purchases@20': 1,
    });
  });

  it('ask for no more than the list can hold: of 25 targets 20 are all', () => {
    const items = Array.from({ length: 25 }, (_, i) => i);
    expect(figures([1], [items], [listed(...items.slice(0, 20))])).toMatchObject({ 'recall-carts@20': 1 });
    expect(figures([1], [items], [listed(...items.slice(0, 5))], 4)).toMatchObject({ 'recall-carts@4': 1 });
  });

  it('take lists in their order, equal scores too', () => {
    const tied = Array.from({ length: 21 }, (_, item): [number, number] => [item, 1]);
    expect(figures([0, 0], [[19], [20]], [tied, tied])).toMatchObject({ 'recall-views@20': 1 / 2 });
  });

  it('add nothing for a kind that no session goes on to', () => {
    expect(figures([0, 0], [[1], [2]], [listed(1), listed(9)])).toEqual({
      'joint@20': expect.closeTo(0.1 * (1 / 2), 12),
      'recall-views@20': 1 / 2,
    });
  });
});
