import { setImmediate } from 'node:timers/promises';

/** The interval, in ms, at which long work on this thread yields, so that progress is drawn and an abort is noticed. */
const turnEvery = 50;

/** Tracks the last yield over a whole piece of work: counted anew in each short part, it would never come due. */
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
