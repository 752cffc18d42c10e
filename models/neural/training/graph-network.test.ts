import type * as TensorFlow from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../data/index.js';
import type { Optimizer } from '../../kernels/neural/index.js';
import { graphNetwork } from './graph-network.js';
import { loadTensorFlow } from './load-tensor-flow.js';
import type { Graph, Weights } from './network.js';

interface Pair {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

const items = 5;
const width = 3;
const batches: Pair[] = [
  { from: Int32Array.of(0, 1, 0), to: Int32Array.of(1, 2, 2) },
  { from: Int32Array.of(3), to: Int32Array.of(0) },
  { from: Int32Array.of(1, 1, 0, 3), to: Int32Array.of(4, 0, 3, 3) },
];

function table(rows: number, columns: number, seed: number) {
  const random = seededRandom(seed);
  return { rows, columns, values: Float32Array.from({ length: rows * columns }, () => random.normal()) };
}

/** Which item comes after another: softmax over all items of the product of their vectors, and a bias. */
function nextItem(optimizer: Optimizer): Graph<Pair> {
  return {
    weights: { inputs: table(items, width, 1), outputs: table(items, width, 2), bias: table(1, items, 3) },
    optimizer,
    touched: ({ from }) => ({ inputs: Int32Array.from(new Set(from)) }),
    loss: (tf, { inputs, outputs, bias }, { from, to }) => {
      const rows = tf.gather(inputs!, tf.tensor1d(from, 'int32'));
      const scores = tf.add(tf.matMul(rows, outputs!, false, true), bias!);
      const targets = tf.oneHot(tf.tensor1d(to, 'int32'), items);
      return tf.neg(tf.mean<TensorFlow.Scalar>(tf.sum(tf.mul(targets, tf.logSoftmax(scores)), 1)));
    },
  };
}

const adagrad: Optimizer = { kind: 'adagrad', momentum: 0.5, epsilon: 1e-6 };
const adam: Optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.98, epsilon: 1e-8 };

/** Makes updates as {@link Optimizer} says them, one number after the other. */
function naiveOptimizer(optimizer: Optimizer, weights: Weights) {
  const sums = (name: string) => new Float64Array(weights[name]!.values.length);
  const first = Object.fromEntries(Object.keys(weights).map((name) => [name, sums(name)]));
  const squares = Object.fromEntries(Object.keys(weights).map((name) => [name, sums(name)]));
  let step = 0;
  return (gradients: Weights, touched: Readonly<Record<string, Int32Array>>, rate: number, scale = 1) => {
    step++;
    for (const [name, { columns, values }] of Object.entries(weights))
      for (let i = 0; i < values.length; i++) {
        if (touched[name] && !touched[name].includes(Math.floor(i / columns))) continue;
        const g = gradients[name]!.values[i]! * scale;
        const [m, a] = [first[name]!, squares[name]!];
        if (optimizer.kind === 'adagrad') {
          a[i]! += g * g;
          m[i] = optimizer.momentum * m[i]! - (rate * g) / Math.sqrt(a[i]! + optimizer.epsilon);
          values[i]! += m[i]!;
        } else {
          const { beta1, beta2, epsilon } = optimizer;
          m[i] = beta1 * m[i]! + (1 - beta1) * g;
          a[i] = beta2 * a[i]! + (1 - beta2) * g * g;
          values[i]! -= (rate * m[i]!) / (1 - beta1 ** step) / (Math.sqrt(a[i]! / (1 - beta2 ** step)) + epsilon);
        }
      }
  };
}

const norm = (gradients: Weights) =>
  Math.sqrt(
    Object.values(gradients)
      .flatMap(({ values }) => [...values])
      .reduce((sum, value) => sum + value * value, 0),
  );

const far = (a: Weights, b: Weights) =>
  Math.max(
    ...Object.keys(a).flatMap((name) => [...a[name]!.values].map((value, i) => Math.abs(value - b[name]!.values[i]!))),
  );

for (const backend of ['cpu', 'wasm'] as const)
  describe(`a graph on TensorFlow.js's backend ${backend}`, () => {
    let tf: typeof TensorFlow;
    beforeAll(async () => {
      tf = await loadTensorFlow(backend);
    });
    beforeEach(async () => {
      await tf.setBackend(backend);
    });

    it.each([adagrad, adam])('takes the steps of $kind, its rows lazily', async (optimizer) => {
      const network = graphNetwork(nextItem(optimizer), tf);
      const expected = await network.weights();
      const update = naiveOptimizer(optimizer, expected);
      for (const batch of [...batches, ...batches]) {
        update(await network.gradients(batch), nextItem(optimizer).touched(batch), 0.3);
        await network.step(batch, { learningRate: 0.3, clipNorm: 0 });
        expect(far(await network.weights(), expected)).toBeLessThan(2e-6);
      }
      const { inputs } = await network.weights();
      expect(inputs!.values.subarray(2 * width, 3 * width)).toEqual(
        nextItem(optimizer).weights.inputs!.values.subarray(2 * width, 3 * width),
      );
      network.dispose();
    });

    it('gives the loss before the update, and the gradients of differences', async () => {
      const network = graphNetwork(nextItem(adagrad), tf);
      const before = await network.state();
      const at = async (change: number) => {
        const bias = { ...before.bias!, values: before.bias!.values.with(2, before.bias!.values[2]! + change) };
        await network.restore({ ...before, bias });
        return network.step(batches[0]!, { learningRate: 0.1, clipNorm: 0 });
      };
      const slope = ((await at(0.01)) - (await at(-0.01))) / 0.02;
      await network.restore(before);
      expect((await network.gradients(batches[0]!)).bias!.values[2]).toBeCloseTo(slope, 4);
      network.dispose();
    });

    it('shortens gradients whose norm is too large, all by the same factor', async () => {
      const network = graphNetwork(nextItem(adam), tf);
      const expected = await network.weights();
      const update = naiveOptimizer(adam, expected);
      for (const [batch, clipNorm] of [[batches[0]!, 0.05] as const, [batches[1]!, 1e9] as const]) {
        const gradients = await network.gradients(batch);
        const scale = Math.min(1, clipNorm / norm(gradients));
        update(gradients, nextItem(adam).touched(batch), 0.3, scale);
        await network.step(batch, { learningRate: 0.3, clipNorm });
      }
      expect(far(await network.weights(), expected)).toBeLessThan(2e-6);
      network.dispose();
    });

    it('goes on from its state as if nothing had been between', async () => {
      const options = { learningRate: 0.2, clipNorm: 0 };
      const straight = graphNetwork(nextItem(adam), tf);
      const stopped = graphNetwork(nextItem(adam), tf);
      for (const network of [straight, stopped]) await network.step(batches[0]!, options);
      const state = await stopped.state();
      await stopped.step(batches[2]!, options);
      await stopped.restore(state);
      for (const network of [straight, stopped]) await network.step(batches[1]!, options);
      expect(await stopped.state()).toEqual(await straight.state());
      straight.dispose();
      stopped.dispose();
    });

    it('refuses a state of other shapes, naming them', async () => {
      const network = graphNetwork(nextItem(adam), tf);
      const state = await network.state();
      await expect(network.restore({ ...state, bias: table(1, 6, 1) })).rejects.toThrow('"bias" are 1 × 6');
      network.dispose();
    });

    it('leaves no tensor behind', async () => {
      const before = tf.memory().numTensors;
      const network = graphNetwork(nextItem(adam), tf);
      const held = tf.memory().numTensors;
      for (const batch of batches) await network.step(batch, { learningRate: 0.1, clipNorm: 1 });
      await network.gradients(batches[0]!);
      await network.restore(await network.state());
      expect(tf.memory().numTensors).toBe(held);
      network.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  });
