import { setImmediate } from 'node:timers/promises';
import { InputError } from '../../data/index.js';
import type { Kernel } from './kernel.js';

/** The settings of training by passes over the samples. */
export interface Training {
  readonly epochs: number;
  /** With more than one, the threads' updates race, and the result differs each time. */
  readonly threads: number;
  readonly abort?: AbortSignal | undefined;
  /** Called after each epoch with the number of epochs done. */
  readonly done?: (epochs: number) => void;
}

/**
 * Runs epochs and checks after each whether the floats that they change are still finite; can be aborted between epochs.
 * @param kernel exports `finite`.
 * @throws InputError that names the learning rate when they are not finite.
 */
export async function trainEpochs(
  kernel: Kernel,
  { epochs, threads, abort, done }: Training,
  epoch: (epoch: number) => void,
  changed: readonly Float32Array[],
): Promise<void> {
  await kernel.withThreads(threads, async () => {
    for (let number = 0; number < epochs; number++) {
      await setImmediate(); // yields, so that an abort is noticed
      abort?.throwIfAborted();
      epoch(number);
      if (!changed.every(({ byteOffset, byteLength }) => kernel.call('finite', byteOffset, byteLength)))
        throw new InputError(
          `the factors grew beyond all numbers in epoch ${number + 1}: learningRate is too high`,
          {},
          'a lower learningRate, or less regularization',
        );
      done?.(number + 1);
    }
  });
}
