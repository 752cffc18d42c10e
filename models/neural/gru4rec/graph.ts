import type * as TensorFlow from '@tensorflow/tfjs';
import type { Optimizer } from '../../kernels/neural/index.js';
import { dropoutMask } from '../training/dropout-mask.js';
import type { Graph, Tensors, Weights } from '../training/network.js';
import type { Gru4RecBatch } from './batches.js';
import { dropoutKey } from './dropout-key.js';
import type { Gru4RecParameters } from './parameters.js';
import { type Layer, type Shape, tables } from './shape.js';

type Matrix = TensorFlow.Tensor2D;
type Tf = typeof TensorFlow;

/** The authors' optimizer: Adagrad with momentum. */
export const optimizerOf = ({ momentum }: Gru4RecParameters): Optimizer => ({
  kind: 'adagrad',
  momentum,
  epsilon: 1e-6,
});

/** Numbers that do not change in training: the logarithm of each item's number of events. */
export interface Statistics {
  readonly logCounts: Float32Array;
}

/**
 * What GRU4Rec computes, as in its authors' code: GRU cells update a state for each session, click by click. The state scores the
 * session's next item against the next items of the other sessions and drawn ones. Gradients are truncated after one click.
 */
export function gru4RecGraph(
  shape: Shape,
  parameters: Gru4RecParameters,
  { logCounts }: Statistics,
  weights: Weights,
): Graph<Gru4RecBatch> {
  const { embeddingDropout, hiddenDropout, batchSize, power, logQ, elu, bprRegularization } = parameters;
  // Two buffers of each layer's states: a step reads what the step before wrote.
  const states: Matrix[][] = [[], []];

  const dropout = (tf: Tf, x: Matrix, rate: number, key: number) => {
    if (rate === 0) return x;
    const [rows, columns] = x.shape;
    return x.mul<Matrix>(tf.tensor2d(dropoutMask(rows, columns, rate, key), [rows, columns]));
  };

  /** The state after a click: (1 − z) · n + z · h of reset gate r, update gate z and new state n. */
  const cell = (tf: Tf, w: Tensors, layer: Layer, read: Matrix, h: Matrix) => {
    const ofState = tf.matMul(h, w[layer.hidden]!);
    const [ri, zi, ni] = tf.split(read.add<Matrix>(w[layer.inputBias]!), 3, 1) as [Matrix, Matrix, Matrix];
    const biased = layer.hiddenBias ? ofState.add<Matrix>(w[layer.hiddenBias]!) : ofState;
    const [rh, zh, nh] = tf.split(biased, 3, 1) as [Matrix, Matrix, Matrix];
    const r = tf.sigmoid(ri.add(rh));
    const z = tf.sigmoid(zi.add(zh));
    const n = tf.tanh(ni.add(r.mul(nh)));
    return n.add<Matrix>(z.mul(h.sub(n)));
  };

  const carriedState = (tf: Tf, before: Matrix | undefined, { units }: Layer, carried: Int32Array) => {
    if (!before) return tf.zeros([carried.length, units]) as Matrix;
    const goesOn = tf.tensor2d(
      carried.map((row) => (row < 0 ? 0 : 1)),
      [carried.length, 1],
    );
    return tf.gather(before, tf.tensor1d(carried, 'int32').maximum(0).toInt()).mul<Matrix>(goesOn);
  };

  /** The last layer's state after the batch's clicks. */
  const forward = (tf: Tf, w: Tensors, { input, carried, step, key }: Gru4RecBatch) => {
    const before = states[(step + 1) % 2]!;
    const after = states[step % 2]!;
    const ids = tf.tensor1d(input, 'int32');
    let x: Matrix | undefined;
    if (shape.kind !== 'one-hot') {
      const table = shape.kind === 'tied' ? tables.items : tables.inputs;
      x = dropout(tf, tf.gather(w[table]!, ids) as Matrix, embeddingDropout, dropoutKey(key, 0));
    }
    for (const [at, layer] of shape.layers.entries()) {
      const read = (x ? tf.matMul(x, w[layer.input]!) : tf.gather(w[layer.input]!, ids)) as Matrix;
      const state = cell(tf, w, layer, read, carriedState(tf, before[at], layer, carried));
      x = dropout(tf, state, x ? hiddenDropout : embeddingDropout, dropoutKey(key, at + 1));
      after[at]?.dispose();
      after[at] = tf.keep(x.clone());
    }
    return x!;
  };

  const crossEntropy = (tf: Tf, scores: Matrix, isTarget: Matrix, { target, negatives }: Gru4RecBatch) => {
    const logs = [
      ...Array.from(target, (item) => logCounts[item]!),
      ...Array.from(negatives, (item) => power * logCounts[item]!),
    ];
    const corrected = scores.sub<Matrix>(tf.tensor2d(logs, [1, logs.length]).mul(logQ));
    return tf.logSumExp(corrected, 1).sub(corrected.mul(isTarget).sum(1)).sum();
  };

  const bprMax = (tf: Tf, scores: Matrix, isTarget: Matrix) => {
    // Not by `where`: TensorFlow.js has no gradient for a comparison.
    const below = scores.minimum(0).exp().sub<Matrix>(1).mul<Matrix>(elu);
    const bent = elu > 0 ? scores.relu<Matrix>().add<Matrix>(below) : scores;
    const isOther = tf.sub<Matrix>(1, isTarget);
    const target = bent.mul(isTarget).sum(1, true);
    const raised = bent.sub(bent.max(1, true)).exp().mul<Matrix>(isOther);
    const share = raised.div(raised.sum(1, true));
    const wins = tf.sigmoid(target.sub(bent)).mul(share).sum(1);
    const size = bent.square().mul(share).sum(1);
    return size.mul(bprRegularization).sub(wins.add(1e-24).log()).sum();
  };

  return {
    weights,
    optimizer: optimizerOf(parameters),
    touched: ({ input, target, negatives }) => {
      const distinct = (...items: Int32Array[]) => Int32Array.from(new Set(items.flatMap((list) => [...list])));
      const biases = distinct(target, negatives);
      if (shape.kind === 'tied') return { items: distinct(input, target, negatives), biases };
      return { items: biases, biases, inputs: distinct(input) };
    },
    loss: (tf, w, batch) => {
      const { target, negatives } = batch;
      const columns = tf.tensor1d([...target, ...negatives], 'int32');
      const vectors = tf.gather(w[tables.items]!, columns);
      const biases = tf.gather(w[tables.biases]!, columns);
      const scores = tf.matMul(forward(tf, w, batch), vectors, false, true).add<Matrix>(biases.transpose());
      const isTarget = tf.eye(target.length, columns.size);
      const loss = parameters.loss === 'bpr-max' ? bprMax : crossEntropy;
      return loss(tf, scores, isTarget, batch).div(batchSize);
    },
    begin: (tf) => {
      tf.dispose(states);
      for (const turn of states) turn.length = 0;
    },
    dispose: () => {
      for (const state of states.flat()) state.dispose();
      for (const turn of states) turn.length = 0;
    },
  };
}
