import { totalmem } from 'node:os';
import { InputError } from '../../data/index.js';

/** A model needs more memory than there is; a caller that knows the parameters can name the one that is too large. */
export class MemoryError extends InputError {
  /** @param what how much is needed, and why it is not available. */
  constructor(what: string, remedy = 'smaller parameters, or a log of fewer visitors and items') {
    super(what, {}, remedy);
  }
}

/** The most bytes that WASM can address. */
export const mostAddressed = 2 ** 32;

/** The bytes of memory that this machine, or the process's container, has. */
export const machineMemory = (): number =>
  Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

/** E.g. `5.0 GiB`. */
export const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** Whether an error is the engine's for an array that it cannot allocate. */
export const isOutOfMemory = (error: unknown): error is RangeError =>
  error instanceof RangeError &&
  /allocation|array length|out of memory|size exceeded|could not allocate/i.test(error.message);
