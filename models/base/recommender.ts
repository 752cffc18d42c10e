import type { Lists, Progress, Train } from '../../data/index.js';
import type { TrainContent } from '../../features/index.js';
import type { BackendChoice } from './backend.js';
import type { DenseFeatures } from './dense-features.js';
import type { History } from './history.js';

/** The seed and the means that long work is given. */
export interface WorkContext {
  readonly seed: number;
  readonly progress: Progress;
  readonly threads: number;
  /** Is told, in a line, what whoever asked for the work should know of how it was done. */
  readonly note?: (line: string) => void;
  /** Aborted work throws the signal's reason and leaves nothing behind. */
  readonly signal?: AbortSignal;
}

/** What a model may learn from beside the events. */
export interface FitContext extends WorkContext {
  /** What the shop had said of its items by train's end, where it says anything. */
  readonly content?: TrainContent;
  /** What else is known, in numbers, of visitors and items as of train's end. Only two-tower takes notice. */
  readonly features?: DenseFeatures;
  /** What is to compute the steps of neural models; `auto` unless said. */
  readonly backend?: BackendChoice;
  /**
   * A file of the caller's in which long training keeps its last good checkpoint. Where one lies there, of the same model, parameters,
   * seed and data, training goes on from it, to the same result as if it had never stopped.
   */
  readonly checkpoint?: string;
}

/**
 * A batch of requests for a list, in columns: one entry a query.
 *
 * What is known of the visitor at that moment, the *context*, is the slice `from … to` of the shared `events`, oldest
 * first: the session so far, or the visitor's history.
 */
export interface Queries {
  /** Dense visitor id; visitors that train does not know have ids from train's vocabulary size up. */
  readonly visitor: Int32Array;
  /** The moment the list is asked for, in the log's time. */
  readonly time: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Dense item ids, kind codes and times that the contexts are slices of. Items that train does not know count nothing. */
  readonly events: { readonly item: Int32Array; readonly kind: Uint8Array; readonly time: Float64Array };
  /** The distinct items that query `i` must not be given, ascending. */
  readonly exclude: Lists;
  /**
   * How a context is to be read: as a `session` in progress (or the path to a next step), where order and recency tell
   * most, or as the `history` of a visitor, a set of what was liked.
   */
  readonly scope: 'session' | 'history';
}

export const queryCount = (queries: Queries): number => queries.visitor.length;

/** The items of one query's context, oldest first, without a copy. */
export const contextItems = (queries: Queries, query: number): Int32Array =>
  queries.events.item.subarray(queries.from[query]!, queries.to[query]!);

/**
 * Ranked lists of at most `k` items for a batch of queries, row after row: query `i`, rank `r` (from 0) is entry
 * `i * k + r`. Scores fall or stay equal along a row. A model leaves out the items it has no score for: the rest of the
 * row is item −1, score −Infinity.
 */
export interface Rankings {
  readonly k: number;
  readonly items: Int32Array;
  readonly scores: Float64Array;
}

/** Neighbours of one item, best first. */
export interface ScoredItems {
  readonly items: Int32Array;
  readonly scores: Float64Array;
}

/** Vectors of all train items, row after row: `values` is items × `factors`. */
export interface ItemVectors {
  readonly values: Float32Array;
  readonly factors: number;
}

/** A parameter record as it is printed in reports and stored beside the model. */
export type Parameters = { readonly [name: string]: ParameterValue };
export type ParameterValue = number | string | boolean | null | Parameters;

/** Everything that recommends. All models follow this interface, no exceptions. */
export interface Recommender {
  /** The model's name on the command line, in files and in reports. */
  readonly name: string;
  /** The parameters in force, defaults filled in. */
  readonly parameters: Parameters;
  /** How the last fit went, of a model that learns in epochs and tells of them. */
  readonly history?: History | undefined;

  /**
   * Learns from `train`. Fitting again forgets what was learnt before.
   * @throws InputError when `train` or `context.content` lacks what the model needs, before any long work.
   */
  fit(train: Train, context: FitContext): Promise<void>;

  /**
   * Ranks the train items for each query, leaving out its excluded ones. `k` beyond the catalogue gives every item that
   * has a score. The answer to a query does not depend on the batch it came in.
   * @throws Error when the model is not fitted.
   */
  recommend(queries: Queries, k: number, context?: Partial<WorkContext>): Promise<Rankings>;

  /** The `k` items most like one item, where the model has such a notion; itself left out. */
  similarItems?(item: number, k: number): ScoredItems;

  /** The vectors by whose cosines it tells which items are alike, where it does. */
  itemVectors?(): ItemVectors;

  /** Writes the fitted model to one file, whole or not at all. */
  save(file: string): Promise<void>;

  /**
   * Reads what `save` wrote, the parameters included.
   * @throws InputError when the file is of another model or format version, or cut short.
   */
  load(file: string): Promise<void>;
}
