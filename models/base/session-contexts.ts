import type { Queries } from './recommender.js';
import type { VisitorPaths } from './visitor-paths.js';

/**
 * Finds for each held session a slice of events: the visitor's history, immediately followed by the session.
 *
 * If a visitor's sessions do not overlap, the path itself contains such slices, and the sessions share it. A session that
 * overlaps another one of the visitor gets its own copy, appended after all paths.
 */
export class SessionContexts {
  readonly #paths: VisitorPaths;
  /** The places of the copied events in the paths. */
  readonly #copies: number[] = [];

  constructor(paths: VisitorPaths) {
    this.#paths = paths;
  }

  /**
   * Returns where a session's slice begins, and where the session begins in it.
   * @param session the session's held events, in order.
   */
  place(visitor: number, session: Int32Array): { from: number; sessionFrom: number } {
    const { offsets, events, place } = this.#paths;
    const from = offsets[visitor]!;
    const first = place[session[0]!]!;
    let historyEnd = first;
    while (historyEnd > from && events.time[historyEnd - 1]! >= events.time[first]!) historyEnd--;
    const follows = historyEnd === first && session.every((event, i) => place[event] === first + i);
    if (follows) return { from, sessionFrom: first };

    const copy = events.item.length + this.#copies.length;
    for (let at = from; at < historyEnd; at++) this.#copies.push(at);
    for (const event of session) this.#copies.push(place[event]!);
    return { from: copy, sessionFrom: copy + historyEnd - from };
  }

  /** The events that all slices placed so far refer to. */
  get events(): Queries['events'] {
    const { events } = this.#paths;
    if (this.#copies.length === 0) return events;
    const { removed } = events;
    const own = events.item.length;
    const places = Int32Array.from({ length: own + this.#copies.length }, (_, i) =>
      i < own ? i : this.#copies[i - own]!,
    );
    return {
      item: places.map((at) => events.item[at]!),
      kind: Uint8Array.from(places, (at) => events.kind[at]!),
      time: Float64Array.from(places, (at) => events.time[at]!),
      ...(removed && { removed: Float64Array.from(places, (at) => removed[at]!) }),
    };
  }
}
