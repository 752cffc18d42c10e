import type * as TensorFlow from '@tensorflow/tfjs';
import { mix } from '../../../data/index.js';
import type { Optimizer } from '../../kernels/neural/index.js';
import { dropoutMask } from '../training/dropout-mask.js';
import type { Graph, Tensors, Weights } from '../training/network.js';
import type { NcfBatch } from './batches.js';
import { hasGmf, hasMlp, type NcfShape } from './shape.js';

export const optimizer: Optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

export interface NcfLoss {
  /** Dropout rate of a batch's embeddings. */
  readonly dropout: number;
  /** λ: the loss of a sample includes λ / 2 times the squares of its embeddings, without what is dropped. */
  readonly regularization: number;
}

/** The dropout key of each kind of looked-up embedding. */
export const maskKeys = { 'gmf.visitors': 0, 'gmf.items': 1, 'mlp.visitors': 2, 'mlp.items': 3 } as const;
type Embeddings = keyof typeof maskKeys;

/**
 * NCF as TensorFlow.js computes it (He et al. 2017, sections 3.2 to 3.4). The logit that a visitor has an item is linear in
 * p ∘ q, the product of their embeddings (GMF), and in the last layer of a ReLU tower over other, concatenated embeddings
 * (MLP). The loss is the mean binary cross-entropy over the pairs and their negatives.
 */
export function ncfGraph(shape: NcfShape, weights: Weights, { dropout, regularization }: NcfLoss): Graph<NcfBatch> {
  const tables = ['visitors', 'items'] as const;
  const halves = [...(hasGmf(shape) ? ['gmf' as const] : []), ...(hasMlp(shape) ? ['mlp' as const] : [])];
  return {
    weights,
    optimizer,
    touched: (batch) =>
      Object.fromEntries(
        halves.flatMap((half) => tables.map((table) => [`${half}.${table}`, Int32Array.from(new Set(batch[table]))])),
      ),
    loss(tf, w, { visitors, items, key }) {
      const samples = items.length;
      const perVisitor = samples / visitors.length;
      const sampleOf = tf.tensor1d(
        Int32Array.from(items, (_, sample) => Math.floor(sample / perVisitor)),
        'int32',
      );
      const squares: TensorFlow.Scalar[] = [];
      const lookup = (name: Embeddings, ids: Int32Array): TensorFlow.Tensor2D => {
        const rows = tf.gather(w[name]!, tf.tensor1d(ids, 'int32'));
        const mask = dropoutMask(ids.length, rows.shape[1], dropout, mix(key, maskKeys[name]));
        const kept = rows.mul<TensorFlow.Tensor2D>(tf.tensor2d(mask, rows.shape));
        squares.push(kept.square().sum().div(ids.length));
        return kept;
      };
      const logits: TensorFlow.Tensor[] = [w['output.bias']!];
      if (hasGmf(shape)) {
        const p = tf.gather(lookup('gmf.visitors', visitors), sampleOf);
        logits.push(p.mul(lookup('gmf.items', items)).mul(w['output.gmf']!).sum(1));
      }
      if (hasMlp(shape)) {
        const p = tf.gather(lookup('mlp.visitors', visitors), sampleOf);
        logits.push(tower(tf, w, shape, p, lookup('mlp.items', items)).mul(w['output.mlp']!).sum(1));
      }
      const logit = tf.addN(logits.map((part) => part.reshape([-1]).broadcastTo([samples])));
      const label = tf.tensor1d(Float32Array.from(items, (_, sample) => Number(sample % perVisitor === 0)));
      const loss = tf.losses.sigmoidCrossEntropy(label, logit) as TensorFlow.Scalar;
      return loss.add(tf.addN(squares).mul(regularization / 2));
    },
  };
}

/** The last layer of the tower over a visitor's and an item's embedding. */
function tower(
  tf: typeof TensorFlow,
  w: Tensors,
  { hidden }: NcfShape,
  p: TensorFlow.Tensor2D,
  q: TensorFlow.Tensor2D,
): TensorFlow.Tensor2D {
  const layer = (inputs: TensorFlow.Tensor2D, weights: TensorFlow.Tensor2D, biases: TensorFlow.Tensor2D) =>
    tf.relu(tf.add<TensorFlow.Tensor2D>(tf.matMul(inputs, weights), biases));
  const first = tf.concat2d([w['mlp.1.visitors']!, w['mlp.1.items']!], 0);
  let outputs = layer(tf.concat2d([p, q], 1), first, w['mlp.1.biases']!);
  for (let depth = 2; depth <= hidden.length; depth++)
    outputs = layer(outputs, w[`mlp.${depth}.weights`]!, w[`mlp.${depth}.biases`]!);
  return outputs;
}
