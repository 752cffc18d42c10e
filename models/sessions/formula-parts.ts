// The common parts of the session neighbours' formulas: the similarity of two sessions, and the weights of sessions and items.

import { dayMs } from '../../data/index.js';
import type { SessionIndex } from './session-index.js';
import type { WeightedContext } from './weighted-context.js';

/** The similarity of a session to a context. @param shared the sum of the context's weights over the items they share. */
export type Similarity = (session: number, shared: number, context: WeightedContext) => number;

/** Cosine of the context's weights and the session's binary vector. */
export function cosine({ bySession: { offsets } }: SessionIndex): Similarity {
  return (session, shared, context) => shared / (context.norm * Math.sqrt(offsets[session + 1]! - offsets[session]!));
}

/** Product of the context's weights and the session's binary vector, divided by the context's number of distinct items. */
export const vec: Similarity = (_session, shared, context) => shared / context.size;

/**
 * The weight of each session by its age, exp(−age / (lambdaSnh days)), the age measured at the end of train.
 *
 * The papers measure it at the time of the query. That multiplies all neighbours of a query by the same factor: the ranking is
 * the same, and here no weight vanishes when the query comes much later. A log whose clock is only an order of events has one
 * second between events (see `sessionTsv`): 100 days are 8.64 million events there.
 */
export function timeWeights({ ended }: SessionIndex, lambdaSnh: number): Float64Array {
  const newest = ended[0] ?? 0;
  return ended.map((moment) => Math.exp((moment - newest) / (lambdaSnh * dayMs)));
}

/** The weights of a neighbour's items by their distance from the last item that it shares with the context. */
export class PlaceWeights {
  readonly #index: SessionIndex;
  readonly #byDistance: Float64Array;

  /** @param lambdaInh an item `n` places away has weight exp(−n / lambdaInh). */
  constructor(index: SessionIndex, lambdaInh: number) {
    this.#index = index;
    const longest = index.places.reduce((most, place) => Math.max(most, place), 0);
    this.#byDistance = Float64Array.from({ length: longest }, (_, distance) => Math.exp(-distance / lambdaInh));
  }

  /** The index entry of the session's last item that is also in the context. */
  lastShared(session: number, context: WeightedContext): number {
    const { offsets, values } = this.#index.bySession;
    let at = offsets[session + 1]! - 1;
    while (!context.has(values[at]!)) at--;
    return at;
  }

  /** The weight of the item at index entry `at`, seen from entry `from` of the same session. */
  weight(at: number, from: number): number {
    return this.#byDistance[Math.abs(this.#index.places[at]! - this.#index.places[from]!)]!;
  }
}

/** Inverse document frequency of each item, ln(sessions / sessions that hold it); infinite for an item in no session. */
export const idf = ({ ended, byItem: { offsets } }: SessionIndex): Float64Array =>
  Float64Array.from({ length: offsets.length - 1 }, (_, item) =>
    Math.log(ended.length / (offsets[item + 1]! - offsets[item]!)),
  );
