import type { SessionIndex } from './session-index.js';
import type { WeightedContext } from './weighted-context.js';

/**
 * The most recent sessions that share an item with a context, and the weight of the shared items.
 *
 * An item's sessions are sorted by recency, so only its first `sampleSize` can be in the sample: no more are read.
 */
export class SessionSample {
  /** The first `size` entries are the sessions of the sample, in no order. */
  readonly sessions: Int32Array;
  size = 0;
  /** By session: the sum of the context's weights over the shared items. */
  readonly shared: Float64Array;
  /** By session: how many events before the context's end the last shared item lies. */
  readonly back: Int32Array;
  #touched = 0;

  constructor(
    readonly index: SessionIndex,
    readonly sampleSize: number,
  ) {
    const sessions = index.ended.length;
    this.sessions = new Int32Array(sessions);
    this.shared = new Float64Array(sessions);
    this.back = new Int32Array(sessions).fill(-1);
  }

  /** Draws the sample of a context, replacing the previous one. */
  draw(context: WeightedContext): void {
    this.#clear();
    const { sessions, shared, back, sampleSize } = this;
    const { offsets, values } = this.index.byItem;
    let touched = 0;
    for (let i = 0; i < context.size; i++) {
      const item = context.items[i]!;
      const weight = context.weight[i]!;
      const last = Math.min(offsets[item + 1]!, offsets[item]! + sampleSize);
      for (let at = offsets[item]!; at < last; at++) {
        const session = values[at]!;
        if (back[session]! < 0) {
          back[session] = context.back[i]!; // the context's last items come first
          sessions[touched++] = session;
        }
        shared[session]! += weight;
      }
    }
    this.#touched = touched;
    this.size = Math.min(touched, sampleSize);
    if (touched > sampleSize) sessions.subarray(0, touched).sort(); // by number, which is by recency
  }

  #clear(): void {
    for (let i = 0; i < this.#touched; i++) {
      this.shared[this.sessions[i]!] = 0;
      this.back[this.sessions[i]!] = -1;
    }
  }
}
