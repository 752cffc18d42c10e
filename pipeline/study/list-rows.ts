import { listAt, type Vocabulary } from '../../data/index.js';
import type { EvaluationTask } from '../../evaluation/index.js';
import type { Rankings } from '../../models/index.js';

/** The first items of one query's list, for a table: the shop's item ids, with `✓` after a target, and the model's scores. */
export function listRows({ targets }: EvaluationTask, items: Vocabulary, lists: Rankings, query: number, length = 10) {
  const right = new Set(listAt(targets, query));
  const row = lists.items.subarray(query * lists.k, query * lists.k + length).filter((item) => item >= 0);
  return Array.from(row, (item, rank) => ({
    rank: rank + 1,
    item: `${items.idOf(item)}${right.has(item) ? ' ✓' : ''}`,
    score: lists.scores[query * lists.k + rank]!,
  }));
}
