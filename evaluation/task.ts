import type { Lists, Vocabulary } from '../data/index.js';
import type { Queries } from '../models/index.js';

export const protocols = ['next', 'future', 'funnel', 'holdout'] as const;
export type Protocol = (typeof protocols)[number];

/** A way to part the queries, e.g. by the visitor's funnel stage: query `i` belongs to `labels[code[i]]`. */
export interface Segmentation {
  readonly name: string;
  readonly labels: readonly string[];
  readonly code: Uint8Array;
}

/** What a protocol asks of every model: the queries and what would have been right. */
export interface EvaluationTask {
  readonly protocol: Protocol;
  /** Number of train items: the candidates of a query before its excluded ones are left out. */
  readonly items: number;
  readonly queries: Queries;
  /**
   * The distinct dense item ids that are right for query `i`, ascending; never empty. Ids from `items` up are of items that
   * train does not know, which no model can find.
   */
  readonly targets: Lists;
  /** The shop's ids of the items that `items`, `items + 1` … stand for in `targets`. */
  readonly unknownItems?: Int32Array;
  /** Gain of each target, parallel to `targets.values`: 1, or the event's weight where asked for. */
  readonly gain: Float64Array;
  /** The visitor or session that query `i` belongs to, dense from 0: what the bootstrap draws. */
  readonly cluster: Int32Array;
  readonly segmentations: readonly Segmentation[];
  /**
   * What was set aside on the way, for the report: the first count less those after it gives that of `queries`. Counts
   * behind `queries` stand for themselves.
   */
  readonly counts: Readonly<Record<string, number>>;
}

/** The shop's id of a target, whether train knows the item or not. */
export const targetId = (
  { items, unknownItems }: Pick<EvaluationTask, 'items' | 'unknownItems'>,
  vocabulary: Vocabulary,
  item: number,
): number => (item < items ? vocabulary.ids[item]! : unknownItems![item - items]!);
