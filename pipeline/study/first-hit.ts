import { listAt } from '../../data/index.js';
import type { EvaluationTask } from '../../evaluation/index.js';
import type { Rankings } from '../../models/index.js';

/**
 * The first query for which one of several models' lists has a right item among its first ones, to show readers a hit. It is picked for its
 * hit and says nothing of how often there is one.
 * @param lists by model's name.
 * @param length how many items of each list are looked at.
 * @returns the query and the first model that has a hit there; undefined if no list has one.
 */
export function firstHit(
  { targets, queries }: EvaluationTask,
  lists: Readonly<Record<string, Rankings>>,
  length = 10,
): { readonly query: number; readonly model: string } | undefined {
  for (const query of queries.visitor.keys()) {
    const right = new Set(listAt(targets, query));
    for (const [model, { items, k }] of Object.entries(lists))
      if (items.subarray(query * k, query * k + Math.min(k, length)).some((item) => right.has(item)))
        return { query, model };
  }
  return undefined;
}
