import { type Id, type Ids, idAt, type Lists, type Vocabulary } from '../data/index.js';
import type { Queries } from '../models/index.js';

export const protocols = ['next', 'future', 'funnel', 'holdout', 'joint'] as const;
export type Protocol = (typeof protocols)[number];

/** A partition of the queries, e.g. by the visitor's funnel stage: query `i` belongs to `labels[code[i]]`. */
export interface Segmentation {
  readonly name: string;
  readonly labels: readonly string[];
  readonly code: Uint8Array;
}

/** A protocol's task for every model: the queries and their targets. */
export interface EvaluationTask {
  readonly protocol: Protocol;
  /** Number of train items: the candidates of a query before its excluded ones are left out. */
  readonly items: number;
  readonly queries: Queries;
  /**
   * List `i`: the distinct dense item ids of the targets of query `i`, ascending; never empty. Ids of at least `items` are
   * unknown to train; no model can find them.
   */
  readonly targets: Lists;
  /** The shop's ids of the items numbered `items`, `items + 1` … in `targets`. */
  readonly unknownItems?: Ids;
  /** Gain of each target, parallel to `targets.values`: 1, or optionally the event's weight. */
  readonly gain: Float64Array;
  /** The visitor or session of query `i`, dense from 0: the unit that the bootstrap draws. */
  readonly cluster: Int32Array;
  /** P-joint: the session of query `i`, numbered as in the held part. */
  readonly session?: Int32Array;
  readonly segmentations: readonly Segmentation[];
  /**
   * What was left out, for the report: the first count minus those after it equals that of `queries`. Counts after
   * `queries` are independent.
   */
  readonly counts: Readonly<Record<string, number>>;
}

/** The shop's id of a target, whether train knows the item or not. */
export const targetId = (
  { items, unknownItems }: Pick<EvaluationTask, 'items' | 'unknownItems'>,
  vocabulary: Vocabulary,
  item: number,
): Id => (item < items ? vocabulary.idOf(item) : idAt(unknownItems!, item - items));
