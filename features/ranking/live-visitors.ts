import { ADD_TO_CART } from '../../data/index.js';
import type { Moments } from './moment.js';

/** An event as it happens. */
export interface LiveEvent {
  readonly visitor: number;
  /** Dense id, −1 for an item unknown to train. */
  readonly item: number;
  /** Code of the kind, see `eventKinds`. */
  readonly kind: number;
  /** ms since 1970. */
  readonly time: number;
}

interface Path {
  readonly item: number[];
  readonly kind: number[];
  readonly time: number[];
  readonly removed: number[];
  /** Where the last session begins. */
  sessionFrom: number;
}

/** Visitors' events as they happen: the moments that it returns are those that a log of these events has. */
export class LiveVisitors {
  readonly #paths = new Map<number, Path>();
  readonly #gap: number;

  /** @param gapMinutes a pause without events that ends a session, as in `cutSessions`. */
  constructor(gapMinutes = 30) {
    this.#gap = gapMinutes * 60_000;
  }

  /** Adds an event, which must not lie before one of the visitor's. */
  add({ visitor, item, kind, time }: LiveEvent): void {
    const path = this.#paths.get(visitor) ?? { item: [], kind: [], time: [], removed: [], sessionFrom: 0 };
    this.#paths.set(visitor, path);
    if (time - (path.time.at(-1) ?? time) > this.#gap) path.sessionFrom = path.time.length;
    path.item.push(item);
    path.kind.push(kind);
    path.time.push(time);
    path.removed.push(Number.POSITIVE_INFINITY);
  }

  /** Takes an item out of a visitor's cart. */
  remove({ visitor, item, time }: Omit<LiveEvent, 'kind'>): void {
    const path = this.#paths.get(visitor);
    path?.item.forEach((other, at) => {
      const isOpen = path.removed[at] === Number.POSITIVE_INFINITY;
      if (other === item && path.kind[at] === ADD_TO_CART && isOpen) path.removed[at] = time;
    });
  }

  /** The moments of some visitors at a time, which must not lie before their events. */
  moments(visitors: readonly number[], time: number): Moments {
    const paths = visitors.map((visitor) => this.#paths.get(visitor));
    const to = new Int32Array(paths.length);
    let size = 0;
    for (const [i, path] of paths.entries()) {
      size += path?.time.length ?? 0;
      to[i] = size;
    }
    const from = to.map((end, i) => end - (paths[i]?.time.length ?? 0));
    const sessionFrom = from.map((start, i) => {
      const path = paths[i];
      const isOver = !path || time - path.time.at(-1)! > this.#gap;
      return isOver ? to[i]! : start + path.sessionFrom;
    });
    const all = (column: 'item' | 'kind' | 'time' | 'removed') => paths.flatMap((path) => path?.[column] ?? []);
    return {
      time: new Float64Array(paths.length).fill(time),
      ...{ from, sessionFrom, to },
      events: {
        item: Int32Array.from(all('item')),
        kind: Uint8Array.from(all('kind')),
        time: Float64Array.from(all('time')),
        removed: Float64Array.from(all('removed')),
      },
    };
  }
}
