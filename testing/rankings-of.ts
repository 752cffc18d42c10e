import { packLists } from '../data/index.js';
import type { EvaluationTask } from '../evaluation/index.js';
import type { Rankings } from '../models/index.js';

/** One list as a test writes it down: items with their scores, best first. */
export type ScoredList = readonly (readonly [item: number, score: number])[];

/** Rankings of the lists, rows of length `k` padded with item −1. */
export function rankingsOf(lists: readonly ScoredList[], k: number): Rankings {
  const items = new Int32Array(lists.length * k).fill(-1);
  const scores = new Float64Array(lists.length * k).fill(Number.NEGATIVE_INFINITY);
  lists.forEach((list, row) => {
    list.forEach(([item, score], rank) => {
      items[row * k + rank] = item;
      scores[row * k + rank] = score;
    });
  });
  return { k, items, scores };
}

export interface TaskLines {
  /** Number of train items. */
  readonly items: number;
  /** Each query's targets, ascending. */
  readonly targets: readonly (readonly number[])[];
  /** Each target's gain; 1 unless given. */
  readonly gains?: readonly (readonly number[])[];
  /** Each query's excluded items; none unless given. */
  readonly exclude?: readonly (readonly number[])[];
  /** Each query's visitor; a visitor each unless given. */
  readonly visitor?: readonly number[];
}

/** An evaluation task of which only the targets matter: the contexts are empty. */
export function taskOf({ items, targets, gains, exclude, visitor }: TaskLines): EvaluationTask {
  const queries = targets.length;
  const visitors = Int32Array.from(visitor ?? targets.keys());
  return {
    protocol: 'future',
    items,
    queries: {
      visitor: visitors,
      time: new Float64Array(queries),
      from: new Int32Array(queries),
      sessionFrom: new Int32Array(queries),
      to: new Int32Array(queries),
      events: { item: new Int32Array(0), kind: new Uint8Array(0), time: new Float64Array(0) },
      exclude: packLists(exclude ?? targets.map(() => [])),
      scope: 'history',
    },
    targets: packLists(targets),
    gain: Float64Array.from((gains ?? targets.map((list) => list.map(() => 1))).flat()),
    cluster: visitors,
    segmentations: [],
    counts: {},
  };
}
