import type * as TensorFlow from '@tensorflow/tfjs';
import type { WeightedLists } from '../../../data/index.js';
import type { Optimizer } from '../../kernels/neural/index.js';
import type { Graph, Tensors, Weights } from '../training/network.js';
import type { TowerBatch } from './samples.js';
import type { Side } from './shape.js';

type Matrix = TensorFlow.Tensor2D;

export const optimizer: Optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** What the loss requires besides weights and batch. */
export interface TowerLoss {
  /** The divisor of the cosine of two vectors. */
  readonly temperature: number;
  /** What is subtracted from each item's score, because frequent items are negatives in more rows. */
  readonly corrections: Float32Array;
}

/** What two-tower computes: see `TwoTower`. */
export function towerGraph(weights: Weights, { temperature, corrections }: TowerLoss): Graph<TowerBatch> {
  return {
    weights,
    optimizer,
    touched: ({ bags }) => ({ items: Int32Array.from(new Set(bags.values)) }),
    loss: (tf, tensors, { items, bags }) => {
      const size = items.length;
      const sums = bagSums(tf, tensors.items!, bags);
      const vectorsOf = (side: Side, first: number) => tower(tf, tensors, side, tf.slice(sums, first, size));
      const products: Matrix = tf.matMul(vectorsOf('visitor', 0), vectorsOf('item', size), false, true);
      const corrected = tf.tensor1d(Float32Array.from(items, (item) => corrections[item]!));
      const scores: Matrix = tf.sub(tf.div(products, temperature), corrected);
      // Another sample's item that equals the row's own is not a negative.
      const own: Matrix = tf.eye(size);
      const ids = tf.tensor1d(items, 'int32');
      const same = tf.cast(tf.equal<Matrix>(tf.expandDims(ids, 1), ids), 'float32');
      const told: Matrix = tf.sub(scores, tf.mul(tf.sub(same, own), 1e9));
      return tf.mean<TensorFlow.Scalar>(tf.sub(tf.logSumExp(told, 1), tf.sum(tf.mul(scores, own), 1)));
    },
  };
}

/** Σ weight · row of each bag. */
function bagSums(tf: typeof TensorFlow, table: Tensors[string], { offsets, values, weights }: WeightedLists): Matrix {
  const bags = offsets.length - 1;
  const bagOf = new Int32Array(values.length);
  for (let bag = 0; bag < bags; bag++) bagOf.fill(bag, offsets[bag], offsets[bag + 1]);
  const rows: Matrix = tf.mul(tf.gather(table, tf.tensor1d(values, 'int32')), tf.expandDims(tf.tensor1d(weights), 1));
  return tf.unsortedSegmentSum(rows, tf.tensor1d(bagOf, 'int32'), bags);
}

/** See `Tower`; the vectors have length 1. */
function tower(tf: typeof TensorFlow, tensors: Tensors, side: Side, inputs: Matrix): Matrix {
  const weight = (name: string) => tensors[`${side}.${name}`]!;
  const hidden: Matrix = tf.add(tf.matMul(inputs, weight('hidden')), weight('hiddenBias'));
  const change: Matrix = tf.add(tf.matMul(tf.relu(hidden), weight('output')), weight('outputBias'));
  const out: Matrix = tf.add(inputs, change);
  return tf.div(out, tf.sqrt(tf.add(tf.sum(tf.square(out), 1, true), 1e-12)));
}
