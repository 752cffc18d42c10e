import type { Train } from '../../data/index.js';
import type { ItemScores } from '../base/item-scores.js';
import { TopK } from '../base/rankings.js';
import { contextItems, type Parameters, type Queries, type WorkOptions } from '../base/recommender.js';
import { type AddQuery, SummingRecommender } from '../base/summing-recommender.js';
import type { Similarity } from './formula-parts.js';
import { type SessionIndex, sessionIndex } from './session-index.js';
import { SessionSample } from './session-sample.js';
import { WeightedContext } from './weighted-context.js';

/** The three formulas that tell one neighbourhood model from another. */
export interface Formulas {
  /** What an item of the context counts that was last met `back` events before the end, of `length` events. */
  readonly weight: (back: number, length: number) => number;
  /** Of a session; at most 0 where it is no neighbour. */
  readonly similarity: Similarity;
  /** Adds what a neighbour gives to its items. `back`: how far back in the context the last item lies that it shares. */
  readonly score: (
    session: number,
    similarity: number,
    back: number,
    context: WeightedContext,
    scores: ItemScores,
  ) => void;
}

type NeighbourParameters = Parameters & { readonly k: number; readonly sampleSize: number };

/** What recommending needs; made once, used for query after query. */
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
 * A recommender by the sessions most like the one in progress.
 *
 * Of the sessions that share an item with it, the `sampleSize` that ended last are compared; the `k` most similar (of
 * equals the more recent) score the items they hold. A visitor's history is read as one long session.
 */
export abstract class NeighboursModel<P extends NeighbourParameters> extends SummingRecommender<
  P,
  SessionIndex,
  Ready
> {
  protected abstract formulas(index: SessionIndex): Formulas;

  /** @throws InputError when train has no sessions. */
  protected learn(train: Train, { progress }: WorkOptions): SessionIndex {
    const bar = progress.start(`${this.name}: sessions`, 1, 'index');
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

  protected adder(ready: Ready, queries: Queries): AddQuery {
    return (query, scores) => addNeighbours(contextItems(queries, query), ready, scores);
  }
}

/** Adds what the sessions most like a context give to their items. */
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

/** What each item of a context that a session shares has of their similarity: the shares add up to 1. */
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
