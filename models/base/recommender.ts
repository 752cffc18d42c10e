import type { Lists, Plain, Progress, Train } from '../../data/index.js';
import type { TrainContent } from '../../features/index.js';
import type { BackendChoice } from './backend.js';
import type { History } from './history.js';

/** Seed, threads, progress and abort signal of long work. */
export interface WorkOptions {
  readonly seed: number;
  readonly progress: Progress;
  readonly threads: number;
  /** Receives one-line remarks for the user, e.g. that exact search replaced HNSW. */
  readonly note?: (line: string) => void;
  /** Aborted work throws the signal's reason and leaves nothing behind. */
  readonly abort?: AbortSignal;
}

/** A model to be fitted: its name, and the parameters that differ from its defaults. */
export interface PartSpec {
  readonly model: string;
  readonly parameters?: Parameters;
}

/** Options of a fit: what a model may learn from beside the events, and how. */
export interface FitOptions extends WorkOptions {
  /**
   * Hands over a fitted model that this one is made of: one fitted on the same train, or with `until` on what train holds
   * before that moment, in train's own ids (see `pastOf`). Asked twice for the same part, it hands over the same one.
   */
  readonly part?: (spec: PartSpec, until?: number) => Promise<Recommender>;
  /** Categories and words of the items as the shop had stated them by train's end, where it states any. */
  readonly content?: TrainContent;
  /** The backend that computes the steps of neural models; `auto` by default. */
  readonly backend?: BackendChoice;
  /**
   * The file in which long training keeps its last good checkpoint. If a checkpoint of the same model, parameters, seed and
   * data lies there, training is resumed from it, with the same result as if it had never stopped.
   */
  readonly checkpoint?: string;
}

/**
 * A batch of requests for a list, in columns: one entry a query.
 *
 * What is known of the visitor at that moment is the slice `from … to` of the shared `events`, oldest first: the history,
 * and at its end, from `sessionFrom` on, the session in progress. {@link reading} gives a view of either.
 */
export interface Queries {
  /** Dense visitor id; visitors that train does not know have ids from train's vocabulary size up, or −1. */
  readonly visitor: Int32Array;
  /** The moment the list is asked for, in the log's time. */
  readonly time: Float64Array;
  readonly from: Int32Array;
  /** Where in `from … to` the session in progress begins; `to` where none has begun. */
  readonly sessionFrom: Int32Array;
  readonly to: Int32Array;
  /**
   * Dense item ids, kinds (positions in `eventKinds`) and times that the contexts are slices of. Items that train does not know
   * count nothing, be their ids from its vocabulary's size up or −1, as `Vocabulary.indexOf` says.
   */
  readonly events: { readonly item: Int32Array; readonly kind: Uint8Array; readonly time: Float64Array };
  /** The distinct items that query `i` must not be given, ascending. */
  readonly exclude: Lists;
  /** What a model reads that knows only one of the two. */
  readonly scope: Scope;
}

/**
 * How a context is read: as the `session` in progress, where order and recency tell most, or as the whole `history` of a
 * visitor, the session included, a set of what was liked.
 */
export type Scope = 'session' | 'history';

/**
 * A view of the sessions in progress alone, or of the whole histories; events are shared, not copied.
 *
 * Where no session has begun, the session reading is the history too: what a visitor did last time says more than nothing.
 */
export function reading(queries: Queries, scope: Scope): Queries {
  if (scope === 'history') return { ...queries, scope };
  const { from, sessionFrom, to } = queries;
  return { ...queries, from: sessionFrom.map((start, query) => (start < to[query]! ? start : from[query]!)), scope };
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

/** A piece of what speaks for an item, and its share in the score. */
export type Evidence =
  /** What the visitor did: a position in {@link Queries.events}. Of an item met several times, the last one. */
  | { readonly kind: 'event'; readonly event: number; readonly weight: number }
  /** A category or a word of the shop's that the item shares with the context. */
  | { readonly kind: 'word'; readonly word: string; readonly weight: number }
  /** What everybody did. */
  | { readonly kind: 'popularity'; readonly weight: number };

/** What a fitted model holds, as plain values and typed arrays; see `writeBundle`. */
export interface Snapshot {
  readonly model: string;
  readonly parameters: Parameters;
  readonly state: Plain;
  /** The fitted models that this one is made of, in the order of {@link Recommender.parts}. */
  readonly parts: readonly Snapshot[];
}

/** Everything that recommends. All models follow this interface, no exceptions. */
export interface Recommender {
  /** The model's name on the command line, in files and in reports. */
  readonly name: string;
  /** The parameters in force, defaults filled in. */
  readonly parameters: Parameters;
  /** Loss and rate of each epoch of the last fit, for models that learn in epochs. */
  readonly history?: History | undefined;
  /** The models that this one is made of, known before it is fitted; `fit` obtains them from {@link FitOptions.part}. */
  readonly parts: readonly PartSpec[];

  /**
   * Throws what `fit` would refuse only after others had been fitted: a signal that the log cannot give, or factors that no
   * memory holds.
   * @throws InputError
   */
  assertFittable(train: Train): void;

  /**
   * Learns from `train`. Fitting again forgets what was learnt before; a fit that fails changes nothing.
   * @throws InputError when `train` or `work.content` lacks what the model needs, before any long work.
   */
  fit(train: Train, work: FitOptions): Promise<void>;

  /**
   * Ranks the train items for each query, leaving out its excluded ones. `k` beyond the catalogue gives every item that
   * has a score. The answer to a query depends neither on the batch it came in nor on calls at the same time.
   * @throws Error when the model is not fitted.
   */
  recommend(queries: Queries, k: number, work?: Partial<WorkOptions>): Promise<Rankings>;

  /**
   * Scores given items: the same numbers, bit for bit, that {@link recommend} ranks by.
   * @param items the items asked about for query `i`, list `i`, in any order.
   * @returns a score for each of `items.values`; −Infinity for what `recommend` would not give: an item without a score,
   * one that train does not know, an excluded one.
   * @throws Error when the model is not fitted.
   */
  score(queries: Queries, items: Lists, work?: Partial<WorkOptions>): Promise<Float64Array>;

  /**
   * Explains why given items are recommended, where the model has evidence that a person can check.
   * @param items as for {@link score}.
   * @returns for each of `items.values` its evidence, the heaviest first, whose weights add up to the score (but for
   * rounding, for amounts that only settle ties, and for parts of a hybrid that have no evidence to give); nothing for an
   * item without a score.
   */
  explain?(queries: Queries, items: Lists, work?: Partial<WorkOptions>): Promise<Evidence[][]>;

  /** The `k` items most like one item, where the model has such a notion; itself left out. */
  similarItems?(item: number, k: number): ScoredItems;

  /** The vectors by whose cosines it tells which items are alike, where it does. */
  itemVectors?(): ItemVectors;

  /** What was learnt. The arrays are the model's own, not copies. @throws Error when the model is not fitted. */
  snapshot(): Snapshot;

  /**
   * Restores what {@link snapshot} returned, parameters included.
   * @param parts the fitted models it is made of.
   * @throws InputError when it is of another model.
   */
  restore(snapshot: Omit<Snapshot, 'parts'>, parts?: readonly Recommender[]): Promise<void>;
}
