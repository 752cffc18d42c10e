import type { Network, Weights } from '../models/neural/training/network.js';
import type { Training } from '../models/neural/training/training.js';
import type { TrainingParameters } from '../models/neural/training/training-parameters.js';

export interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** y = slope · x + height, by gradient descent with momentum: a network that anyone can follow. */
export function lineNetwork(pause?: () => Promise<void>): Network<Points> {
  const line = new Float32Array(2);
  const momentum = new Float32Array(2);
  const gradient = ({ x, y }: Points) => {
    let [loss, ofSlope, ofHeight] = [0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      const error = line[0]! * x[i]! + line[1]! - y[i]!;
      loss += error ** 2 / x.length;
      ofSlope += (2 * error * x[i]!) / x.length;
      ofHeight += (2 * error) / x.length;
    }
    return { loss, values: Float32Array.of(ofSlope, ofHeight) };
  };
  const table = (values: Float32Array) => ({ rows: 1, columns: 2, values: values.slice() });
  return {
    begin: () => {},
    step: async (batch, { learningRate, clipNorm }) => {
      await pause?.();
      const { loss, values } = gradient(batch);
      const scale = clipNorm > 0 ? Math.min(1, clipNorm / Math.hypot(...values)) : 1;
      for (let i = 0; i < 2; i++) {
        momentum[i] = 0.5 * momentum[i]! + scale * values[i]!;
        line[i]! -= learningRate * momentum[i]!;
      }
      return loss;
    },
    gradients: async (batch) => ({ line: table(gradient(batch).values) }),
    weights: async () => ({ line: table(line) }),
    state: async () => ({ line: table(line), momentum: table(momentum) }),
    restore: async (state: Weights) => {
      line.set(state.line!.values);
      momentum.set(state.momentum!.values);
    },
    withThreads: (_, work) => work(),
    dispose: () => {},
  };
}

/** Five batches of four points of the line y = 2 x + 1 an epoch, other ones each epoch. */
export function lineTraining(
  parameters: Partial<TrainingParameters> = {},
  network = lineNetwork(),
): Training<Points> & { network: Network<Points> } {
  const all: TrainingParameters = {
    ...{ epochs: 4, learningRate: 0.1, schedule: 'linear', warmup: 0, clipNorm: 0, patience: 0, averaged: 1 },
    ...parameters,
  };
  return {
    model: 'line',
    network,
    parameters: all,
    modelParameters: { ...all },
    *batches(epoch) {
      for (let batch = 0; batch < 5; batch++) {
        const x = Float32Array.from({ length: 4 }, (_, i) => Math.sin(epoch * 20 + batch * 4 + i));
        yield { x, y: x.map((value) => 2 * value + 1) };
      }
    },
    sizeOf: ({ x }) => x.length,
    steps: 5,
    samples: 20,
    unit: 'points',
  };
}
