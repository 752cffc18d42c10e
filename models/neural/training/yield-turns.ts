import { setImmediate } from 'node:timers/promises';

/** How often, in ms, long work on this thread lets others have a turn: whoever draws progress, or aborts. */
const turnEvery = 50;

/** When others had a turn, over all of a piece of work: one that takes turns only within short parts never would. */
export class YieldTurns {
  #last = performance.now();

  isDue(): boolean {
    return performance.now() - this.#last >= turnEvery;
  }

  async take(): Promise<void> {
    await setImmediate();
    this.#last = performance.now();
  }
}
