import type { Train } from '../../data/index.js';
import type { ItemScores } from '../base/item-scores.js';
import { TopK } from '../base/rankings.js';
import { contextItems, type Parameters, type Queries, type WorkOptions } from '../base/recommender.js';
import { type AddQuery, SummingRecommender } from '../base/summing-recommender.js';
import type { Similarity } from './formula-parts.js';
import { type SessionIndex, sessionIndex } from './session-index.js';
import { SessionSample } from './session-sample.js';
import { WeightedContext } from './weighted-context.js';

/** The three formulas that define a neighbourhood model. */
export interface Formulas {
  /** The weight of a context item whose last event is `back` events before the end, of `length` events. */
  readonly weight: (back: number, length: number) => number;
  /** The similarity of a session; at most 0 if it is not a neighbour. */
  readonly similarity: Similarity;
  /** Adds a neighbour's amounts to its items. `back`: events between the context's end and the last item that they share. */
  readonly score: (
    session: number,
    similarity: number,
    back: number,
    context: WeightedContext,
    scores: ItemScores,
  ) => void;
}

type NeighbourParameters = Parameters & { readonly k: number; readonly sampleSize: number };

/** The index and working memory for inference, prepared once and reused for every query. */
interface Ready {
  readonly items: number;
  readonly formulas: Formulas;
  readonly sample: SessionSample;
  readonly context: WeightedContext;
  readonly nearest: TopK;
  readonly neighbours: Int32Array;
  readonly similarities: Float64Array;
}

/**
 * Recommends by the sessions most similar to the one in progress.
 *
 * Of the sessions that share an item with it, the `sampleSize` that ended last are compared. The `k` most similar (ties by
 * the more recent) score their items. A visitor's history is read as one long session.
 */
export abstract class NeighboursModel<P extends NeighbourParameters> extends SummingRecommender<
  P,
  SessionIndex,
  Ready
> {
  protected abstract formulas(index: SessionIndex): Formulas;

  /** @throws InputError when train has no sessions. */
  protected learn(train: Train, { reporter }: WorkOptions): SessionIndex {
    const bar = reporter.start(`${this.name}: sessions`, 1, 'index');
    const index = sessionIndex(train, this.name);
    bar.finish();
    return index;
  }

  protected prepare(index: SessionIndex): Ready {
    const items = index.byItem.offsets.length - 1;
    const k = Math.min(this.parameters.k, index.ended.length);
    return {
      items,
      formulas: this.formulas(index),
      sample: new SessionSample(index, this.parameters.sampleSize),
      context: new WeightedContext(items),
      nearest: new TopK(k),
      neighbours: new Int32Array(k),
      similarities: new Float64Array(k),
    };
  }

  /** A cause is an item that a neighbour shares with the session. */
  protected override get via() {
    return 'visitors' as const;
  }

  protected adder(ready: Ready, queries: Queries): AddQuery {
    return (query, scores) => addNeighbours(contextItems(queries, query), ready, scores);
  }
}

/** Adds the amounts that the sessions most similar to a context give to their items. */
function addNeighbours(known: Int32Array, ready: Ready, scores: ItemScores): void {
  const { formulas, sample, context, nearest, neighbours, similarities } = ready;
  context.set(known, formulas.weight);
  sample.draw(context);
  for (let i = 0; i < sample.size; i++) {
    const session = sample.sessions[i]!;
    const similarity = formulas.similarity(session, sample.shared[session]!, context);
    if (similarity > 0) nearest.offer(session, similarity);
  }
  const found = nearest.drain(neighbours, similarities, 0);
  for (let i = 0; i < found; i++) {
    const session = neighbours[i]!;
    if (scores.traces) scores.because(...sharesOf(context, sample, session));
    formulas.score(session, similarities[i]!, sample.back[session]!, context, scores);
  }
}

/** The share of each item that a context and a session have in common in their similarity; shares sum to 1. */
function sharesOf(
  context: WeightedContext,
  { index, shared }: SessionSample,
  session: number,
): [items: number[], shares: number[]] {
  const { offsets, values } = index.bySession;
  const held = new Set(values.subarray(offsets[session], offsets[session + 1]));
  const places = Array.from({ length: context.size }, (_, place) => place).filter((at) => held.has(context.items[at]!));
  return [
    places.map((place) => context.items[place]!),
    places.map((place) => context.weight[place]! / shared[session]!),
  ];
}
