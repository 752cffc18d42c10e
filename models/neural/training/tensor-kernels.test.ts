import type * as TensorFlow from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../data/index.js';
import { loadTensorFlow } from './load-tensor-flow.js';

const random = seededRandom(5);
const normals = (length: number) => Float32Array.from({ length }, () => random.normal() / 4);
const [items, width, batch] = [40, 24, 7];
const tables = {
  items: [normals(items * width), [items, width]],
  input: [normals(width * 3 * width), [width, 3 * width]],
  hidden: [normals(width * 3 * width), [width, 3 * width]],
} as const;
const ids = Int32Array.from({ length: batch }, (_, i) => (i * i) % 5);

/** Two steps of a GRU over items' vectors, then softmax over all items: what of TensorFlow.js such models take. */
function gruLoss(tf: typeof TensorFlow, [items, input, hidden]: readonly TensorFlow.Tensor[]): TensorFlow.Scalar {
  let state = tf.zeros([batch, width]);
  for (let step = 0; step < 2; step++) {
    const x = tf.matMul(tf.gather(items as TensorFlow.Tensor2D, tf.tensor1d(ids, 'int32')), input!);
    const h = tf.matMul(state, hidden!);
    const [xr, xz, xn] = tf.split(x, 3, 1);
    const [hr, hz, hn] = tf.split(h, 3, 1);
    const update = tf.sigmoid(tf.add(xz!, hz!));
    const fresh = tf.tanh(tf.add(xn!, tf.mul(tf.sigmoid(tf.add(xr!, hr!)), hn!)));
    state = tf.add(tf.mul(update, state), tf.mul(tf.sub(1, update), fresh)) as TensorFlow.Tensor2D;
  }
  const scores = tf.matMul(state, items!, false, true);
  const targets = tf.oneHot(tf.tensor1d(ids, 'int32'), 40);
  return tf.neg(tf.mean<TensorFlow.Scalar>(tf.sum(tf.mul(targets, tf.logSoftmax(scores)), 1)));
}

async function gradientsOn(backend: 'wasm' | 'cpu') {
  const tf = await loadTensorFlow(backend);
  const before = tf.memory().numTensors;
  const gradients = tf.tidy(() => {
    const weights = Object.values(tables).map(([values, shape]) => tf.tensor2d(values.slice(), [...shape]));
    return tf
      .grads((...given) => gruLoss(tf, given))(weights)
      .map((gradient) => gradient.dataSync().slice());
  });
  expect(tf.memory().numTensors).toBe(before);
  return gradients;
}

describe('the kernels that TensorFlow.js lacks', () => {
  it('let the backends agree on the gradients of gather, of a GRU and of softmax', async () => {
    const [wasm, cpu] = [await gradientsOn('wasm'), await gradientsOn('cpu')];
    for (const [i, gradient] of cpu.entries()) {
      expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.001);
      expect(Math.max(...gradient.map((value, at) => Math.abs(value - wasm[i]![at]!)))).toBeLessThan(5e-7);
    }
  });

  it.each(['wasm', 'cpu'] as const)('add the rows that share a segment on %s', async (backend) => {
    const tf = await loadTensorFlow(backend);
    const sums = tf.tidy(() =>
      tf
        .unsortedSegmentSum(
          tf.tensor2d([
            [1, 2],
            [3, 4],
            [5, 6],
          ]),
          tf.tensor1d([3, 0, 3], 'int32'),
          4,
        )
        .arraySync(),
    );
    expect(sums).toEqual([
      [3, 4],
      [0, 0],
      [0, 0],
      [6, 8],
    ]);
  });

  it('multiply transposed matrices as they are defined, batches of them too, and leave nothing behind', async () => {
    const tf = await loadTensorFlow('wasm');
    const { numTensors, numBytes, numDataBuffers } = tf.memory();
    tf.tidy(() => {
      const a = tf.tensor3d(normals(2 * 3 * 4), [2, 3, 4]);
      const b = tf.tensor3d(normals(2 * 5 * 3), [2, 5, 3]);
      const product = tf.matMul<TensorFlow.Tensor3D>(a, b, true, true).arraySync();
      const [first, second] = [a.arraySync(), b.arraySync()];
      for (const [i, rows] of product.entries())
        for (const [r, row] of rows.entries())
          for (const [c, value] of row.entries())
            expect(value).toBeCloseTo(
              [0, 1, 2].reduce((sum, k) => sum + first[i]![k]![r]! * second[i]![c]![k]!, 0),
              5,
            );
    });
    expect(tf.memory()).toMatchObject({ numTensors, numBytes, numDataBuffers });
  });
});
