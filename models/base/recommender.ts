import type { Cut, Lists, Plain, Reporter, Train } from '../../data/index.js';
import type { TrainContent } from '../../features/index.js';
import type { BackendChoice } from './backend.js';
import type { History } from './history.js';

/** Seed, threads, reporter and abort signal of long work. */
export interface WorkOptions {
  readonly seed: number;
  /** Receives progress, and one-line notes for the user, e.g. that exact search replaced HNSW. */
  readonly reporter: Reporter;
  readonly threads: number;
  /** Aborted work throws the signal's reason and leaves nothing behind. */
  readonly abort?: AbortSignal;
}

/** A model to be fitted: its name and the parameters that differ from its defaults. */
export interface PartSpec {
  readonly model: string;
  readonly parameters?: Parameters;
}

/** Options of a fit: further data beside the events, and how to train. */
export interface FitOptions extends WorkOptions {
  /**
   * Returns a fitted part of this model: fitted on the same train or on what a cut leaves of it, in train's own ids. Repeated calls for
   * the same part return the same model.
   */
  readonly part?: (spec: PartSpec, cut?: Cut) => Promise<Recommender>;
  /** What the fitted model will be asked for, where that is known. */
  readonly asked?: 'next' | 'future' | 'funnel' | 'holdout' | 'joint';
  /** Categories and words of the items, as known by train's end; absent if the shop states none. */
  readonly content?: TrainContent;
  /** The same as known by an earlier moment, for models that learn from examples out of time. */
  readonly contentAt?: (until: number) => TrainContent;
  /** The backend that computes the steps of neural models; `auto` by default. */
  readonly backend?: BackendChoice;
  /**
   * The file for the last good checkpoint of long training. If it holds a checkpoint of the same model, parameters, seed and
   * data, training is resumed from it, with the same result as without the interruption.
   */
  readonly checkpoint?: string;
}

/**
 * A batch of requests for a list, in columns: one entry a query.
 *
 * A query's context is the slice `from … to` of the shared `events`, oldest first: the visitor's history and at its end,
 * from `sessionFrom` on, the session in progress. {@link reading} returns a view of either.
 */
export interface Queries {
  /** Dense visitor id; a visitor unknown to train has an id of at least train's vocabulary size, or −1. */
  readonly visitor: Int32Array;
  /** The time of the request, in the log's time. */
  readonly time: Float64Array;
  readonly from: Int32Array;
  /** Where in `from … to` the session in progress begins; `to` if none has begun. */
  readonly sessionFrom: Int32Array;
  readonly to: Int32Array;
  /**
   * Dense item ids, kinds (positions in `eventKinds`) and times; contexts are slices of them. Items unknown to train are ignored:
   * their ids are at least its vocabulary's size, or −1 as `Vocabulary.indexOf` returns.
   */
  readonly events: {
    readonly item: Int32Array;
    readonly kind: Uint8Array;
    readonly time: Float64Array;
    /** Of an addtocart the time at which the item was taken out again (see `EventColumns`), which may lie after the query's. */
    readonly removed?: Float64Array;
  };
  /** List `i`: the distinct items that must not be recommended to query `i`, ascending. */
  readonly exclude: Lists;
  /** The part of the context for models that read only one of the two. */
  readonly scope: Scope;
  /**
   * The kind of event that query `i` asks for, a position in `eventKinds`; absent where no kind is asked for. P-joint asks for a session's
   * next view, its carts and its purchases in queries that differ in this alone: a model may answer each with a list of its own, and one
   * that does not read it gives the same list to all of them.
   */
  readonly asks?: Uint8Array;
}

/**
 * How a context is read: as the `session` in progress, where order and recency matter most, or as the visitor's whole
 * `history`, the session included, a set of preferred items.
 */
export type Scope = 'session' | 'history';

/**
 * Returns a view of the sessions in progress alone, or of the whole histories; events are shared, not copied.
 *
 * If no session has begun, the session reading is the history too: the last visit says more than an empty context.
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
 * `i * k + r`. Scores never rise along a row. Items without a score are left out: the rest of the row is item −1,
 * score −Infinity.
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

/** Parameters as printed in reports and stored with the model. */
export type Parameters = { readonly [name: string]: ParameterValue };
export type ParameterValue = number | string | boolean | null | Parameters;

/**
 * How an event of the visitor led to an item: through `visitors` or their sessions that are like this one, `baskets` or `purchases` that hold
 * both items, or the `category` of both.
 */
export type Via = 'visitors' | 'baskets' | 'purchases' | 'category';

/** One reason why an item is recommended, and its share in the score; a weight below 0 speaks against it. */
export type Evidence =
  /**
   * An event of the visitor: a position in {@link Queries.events}. If an item occurs several times, its last event. Without `via`, a model
   * relates the two items as such.
   */
  | { readonly kind: 'event'; readonly event: number; readonly weight: number; readonly via?: Via }
  /** A category or word that the item shares with the context. */
  | { readonly kind: 'word'; readonly word: string; readonly weight: number }
  /** The item's popularity among all visitors. */
  | { readonly kind: 'popularity'; readonly weight: number }
  /** What a ranker adds for a feature behind which stand no event, word or popularity, e.g. the hour or a price; `base` is what every item gets. */
  | { readonly kind: 'feature'; readonly feature: string; readonly weight: number };

/** The state of a fitted model as plain values and typed arrays; see `writeBundle`. */
export interface Snapshot {
  readonly model: string;
  readonly parameters: Parameters;
  readonly state: Plain;
  /** The fitted parts, in the order of {@link Recommender.parts}. */
  readonly parts: readonly Snapshot[];
}

/** The interface of every model, without exception. */
export interface Recommender {
  /** The name used on the command line, in files and in reports. */
  readonly name: string;
  /** The parameters in force, defaults filled in. */
  readonly parameters: Parameters;
  /** Loss and rate of each epoch of the last fit, for models that learn in epochs. */
  readonly history?: History | undefined;
  /** The models that this one is composed of, known before the fit; `fit` obtains them from {@link FitOptions.part}. */
  readonly parts: readonly PartSpec[];

  /**
   * Checks in advance what `fit` would reject only after other models had been fitted: a signal that the log cannot supply,
   * or factors that fit into no memory.
   * @throws InputError as `fit` would.
   */
  assertFittable(train: Train): void;

  /**
   * Fits the model to `train`, replacing any earlier fit; a fit that fails changes nothing.
   * @throws InputError when `train` or `work.content` lacks what the model needs, before any long work.
   */
  fit(train: Train, work: FitOptions): Promise<void>;

  /**
   * Ranks the train items for each query, leaving out its excluded ones. If `k` exceeds the catalogue, every item with a
   * score is returned. The result of a query depends neither on its batch nor on concurrent calls.
   * @throws Error when the model is not fitted.
   */
  recommend(queries: Queries, k: number, work?: Partial<WorkOptions>): Promise<Rankings>;

  /**
   * Scores given items: the same numbers, bit for bit, that {@link recommend} ranks by.
   * @param items list `i` holds the items to score for query `i`, in any order.
   * @returns a score for each of `items.values`; −Infinity for items that `recommend` would not return: without a score,
   * unknown to train, or excluded.
   * @throws Error when the model is not fitted.
   */
  score(queries: Queries, items: Lists, work?: Partial<WorkOptions>): Promise<Float64Array>;

  /**
   * Explains why given items are recommended, where the model has evidence that a person can check.
   * @param items as for {@link score}.
   * @returns the evidence for each of `items.values`, the heaviest first. The weights sum to the score, except for rounding,
   * for tie-breaking amounts, and for parts of a hybrid that have no evidence. Empty for an item without a score.
   */
  explain?(queries: Queries, items: Lists, work?: Partial<WorkOptions>): Promise<Evidence[][]>;

  /** The `k` items most similar to an item, if the model defines similarity; the item itself is left out. */
  similarItems?(item: number, k: number): ScoredItems;

  /** The item vectors whose cosine is the model's item similarity; undefined for a model without vectors. */
  itemVectors?(): ItemVectors;

  /** Returns the fitted state. The arrays are the model's own, not copies. @throws Error when the model is not fitted. */
  snapshot(): Snapshot;

  /**
   * Restores what {@link snapshot} returned, parameters included.
   * @param parts the fitted models that this one is composed of.
   * @throws InputError when the snapshot is of another model.
   */
  restore(snapshot: Omit<Snapshot, 'parts'>, parts?: readonly Recommender[]): Promise<void>;
}
