import type { Context } from './context.js';
import type { SessionIndex } from './session-index.js';

/** What the items of a neighbour count by their distance in it from the last item it shares with the context. */
export class PlaceWeights {
  readonly #index: SessionIndex;
  readonly #byDistance: Float64Array;

  /** @param lambda_inh an item `n` places away counts exp(−n / lambda_inh). */
  constructor(index: SessionIndex, lambda_inh: number) {
    this.#index = index;
    const longest = index.places.reduce((most, place) => Math.max(most, place), 0);
    this.#byDistance = Float64Array.from({ length: longest }, (_, distance) => Math.exp(-distance / lambda_inh));
  }

  /** The entry of a session's last item that the context holds too. */
  lastShared(session: number, context: Context): number {
    const { offsets, values } = this.#index.bySession;
    let at = offsets[session + 1]! - 1;
    while (!context.has(values[at]!)) at--;
    return at;
  }

  /** What the item at one entry of the index counts, seen from another entry of the same session. */
  weight(at: number, from: number): number {
    return this.#byDistance[Math.abs(this.#index.places[at]! - this.#index.places[from]!)]!;
  }
}
