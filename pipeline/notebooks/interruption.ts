import { InputError } from '../../data/index.js';

let controller = new AbortController();

/** The signal that work begun in a notebook now has to heed: the kernel's stop button aborts it. */
export const interruption = (): AbortSignal => controller.signal;

/** Stops all work that was begun so far; work begun later has a new signal. Returns what that work throws. */
export function interrupt(): InputError {
  const reason = new InputError('stopped; finished stages are kept, the same cell goes on from there');
  controller.abort(reason);
  controller = new AbortController();
  return reason;
}
