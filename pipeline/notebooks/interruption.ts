import { InputError } from '../../data/index.js';

let controller = new AbortController();

/** The abort signal for work that begins in a notebook now; the kernel's stop button aborts it. */
export const interruption = (): AbortSignal => controller.signal;

/** Aborts all work begun so far; later work has a new signal. Returns the error that the aborted work throws. */
export function interrupt(): InputError {
  const reason = new InputError('stopped; finished stages are kept, the same cell goes on from there');
  controller.abort(reason);
  controller = new AbortController();
  return reason;
}
