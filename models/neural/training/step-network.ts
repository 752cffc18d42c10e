import type { Kernel } from '../../kernels/index.js';
import type { Network } from './network.js';
import type { StepGradients, StepWeights } from './step-weights.js';

/** What a fused step computes from a batch. */
export interface Differentiated {
  readonly loss: number;
  readonly gradients: StepGradients;
}

/**
 * Makes a fused step trainable.
 * @param differentiate the forward and backward pass; its result is valid until the next call.
 * @param begin resets what is carried from batch to batch.
 */
export function stepNetwork<Batch>(
  kernel: Kernel,
  weights: StepWeights,
  differentiate: (batch: Batch) => Differentiated,
  begin: () => void = () => {},
): Network<Batch> {
  return {
    begin,
    step: (batch, options) => {
      const { loss, gradients } = differentiate(batch);
      weights.update(gradients, options);
      return loss;
    },
    gradients: async (batch) => weights.dense(differentiate(batch).gradients),
    weights: async () => weights.weights(),
    state: async () => weights.state(),
    restore: async (state) => weights.restore(state),
    withThreads: (threads, work) => kernel.withThreads(threads, work),
    dispose: () => {},
  };
}
