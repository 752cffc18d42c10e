import type * as TensorFlow from '@tensorflow/tfjs';
import { mix } from '../../../data/index.js';
import { normEpsilon, type Optimizer } from '../../kernels/neural/index.js';
import { dropoutMask } from '../training/dropout-mask.js';
import type { Graph, Tensors, Weights } from '../training/network.js';
import type { SasRecBatch } from './batches.js';
import { blockNames, maskOf, type SasRecShape } from './shape.js';

type Matrix = TensorFlow.Tensor2D;

/** Adam as in Kingma & Ba. SASRec's authors set beta2 to .98; then rows that are seldom touched learn slowly. */
export const optimizer: Optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** What SASRec computes: the specification of its step. Rows are padded only within the attention. */
export function sasRecGraph(shape: SasRecShape, weights: Weights): Graph<SasRecBatch> {
  return {
    weights,
    optimizer,
    touched: (batch) => {
      const { items, targets, negatives } = batch;
      const positions = distinct(positionsOf(batch));
      return shape.loss === 'softmax'
        ? { positions }
        : { positions, items: distinct([...items, ...targets, ...negatives]) };
    },
    loss: (tf, tables, batch) => {
      const rows = encode(tf, tables, batch, shape);
      return losses[shape.loss](tf, scored(tf, rows, tables.items as Matrix, shape), batch, shape);
    },
  };
}

/** For each row the vector that predicts the next item: rows × d. */
function encode(tf: typeof TensorFlow, weights: Tensors, batch: SasRecBatch, shape: SasRecShape): Matrix {
  const { dropout, embeddingDropout } = shape;
  const table = (name: string) => weights[name] as Matrix;
  const items = gather(tf, table('items'), batch.items);
  const positions = gather(tf, table('positions'), positionsOf(batch));
  const dropped = (rows: Matrix, rate: number, mask: number): Matrix =>
    rate === 0 ? rows : rows.mul(tf.tensor2d(dropoutMask(...rows.shape, rate, mix(batch.key, mask)), rows.shape));

  let rows = dropped(items.add(positions), embeddingDropout, maskOf.embedding);
  for (let block = 0; block < shape.blocks; block++) {
    const names = blockNames(block);
    const seen = tf.matMul(layerNorm(tf, rows, table(names.attentionNorm)), table(names.attention)) as Matrix;
    rows = rows.add(dropped(attention(tf, seen, batch, shape.heads), dropout, maskOf.attention(block)));
    const inner = tf.matMul(layerNorm(tf, rows, table(names.feedNorm)), table(names.inner)).add(table(names.innerBias));
    const outer = tf.matMul(tf.relu(inner) as Matrix, table(names.outer)).add<Matrix>(table(names.outerBias));
    rows = rows.add(dropped(outer, dropout, maskOf.feed(block)));
  }
  return layerNorm(tf, rows, table('norm'));
}

/** Layer normalization: each row less its mean, divided by its standard deviation, times a gain, plus a shift. */
function layerNorm(tf: typeof TensorFlow, rows: Matrix, gainAndShift: Matrix): Matrix {
  const { mean, variance } = tf.moments(rows, 1, true);
  const normal = rows.sub(mean).div(tf.sqrt(variance.add(normEpsilon)));
  return normal.mul(gainAndShift.slice([0, 0], [1, -1])).add(gainAndShift.slice([1, 0], [1, -1]));
}

/**
 * Causal self-attention: each row's query attends to its own row and those before it in its sequence.
 * @param rows queries, keys and values side by side, each of all heads: rows × 3d.
 */
function attention(tf: typeof TensorFlow, rows: Matrix, batch: SasRecBatch, heads: number): Matrix {
  const { offsets } = batch;
  const sequences = offsets.length - 1;
  const [count, columns] = rows.shape;
  const size = columns / 3 / heads;
  let longest = 0;
  for (let s = 0; s < sequences; s++) longest = Math.max(longest, offsets[s + 1]! - offsets[s]!);
  // Sequences × longest places: place (s, t) of row t of sequence s; places behind a sequence's end do not matter.
  const rowAt = new Int32Array(sequences * longest);
  const placeOf = new Int32Array(count);
  for (let s = 0; s < sequences; s++)
    for (let row = offsets[s]!; row < offsets[s + 1]!; row++) {
      placeOf[row] = s * longest + row - offsets[s]!;
      rowAt[placeOf[row]!] = row;
    }
  const [queries, keys, values] = tf.split(
    gather(tf, rows, rowAt)
      .reshape([sequences, longest, 3 * heads, size])
      .transpose([0, 2, 1, 3]),
    3,
    1,
  );
  const scores = tf.matMul(queries!, keys!.transpose([0, 1, 3, 2])).div(Math.sqrt(size));
  const later = tf.sub(1, tf.linalg.bandPart(tf.ones([longest, longest]), -1, 0)).mul(-1e9);
  const mixed = tf.matMul(tf.softmax(scores.add(later)), values!);
  const atPlaces = mixed.transpose([0, 2, 1, 3]).reshape<Matrix>([sequences * longest, columns / 3]);
  return gather(tf, atPlaces, placeOf);
}

/** Each row's position in its sequence, from 0. */
function positionsOf({ offsets, items }: SasRecBatch): Int32Array {
  const positions = new Int32Array(items.length);
  for (let s = 0; s + 1 < offsets.length; s++)
    for (let row = offsets[s]!; row < offsets[s + 1]!; row++) positions[row] = row - offsets[s]!;
  return positions;
}

/** The vectors of rows and of items; a score is their inner product. */
interface Scored {
  readonly rows: Matrix;
  readonly all: () => Matrix;
  readonly of: (items: Int32Array) => Matrix;
}

function scored(tf: typeof TensorFlow, rows: Matrix, items: Matrix, { temperature }: SasRecShape): Scored {
  const unit = (vectors: Matrix): Matrix => {
    const squares = tf.sum<Matrix>(tf.square(vectors), 1, true);
    return temperature === null ? vectors : vectors.div(tf.sqrt(squares.add(1e-12)));
  };
  return {
    rows: unit(rows).div(temperature ?? 1),
    all: () => unit(items),
    of: (ids) => unit(gather(tf, items, ids)),
  };
}

type Loss = (tf: typeof TensorFlow, scored: Scored, batch: SasRecBatch, shape: SasRecShape) => TensorFlow.Scalar;

/** The mean loss over all rows. */
const losses: Record<SasRecShape['loss'], Loss> = {
  /** −ln of the target's probability in the softmax over all items. */
  softmax: (tf, { rows, all, of }, { targets }) => {
    const scores = tf.matMul(rows, all().transpose()) as Matrix;
    return mean(tf, logSumExp(tf, scores).sub(dots(tf, rows, of(targets))));
  },
  /** The same over the target and the negatives, each score less its item's correction; negatives equal to the target are left out. */
  'sampled-softmax': (tf, { rows, of }, { targets, negatives }, { corrections }) => {
    const correctionsOf = (items: Int32Array) => Float32Array.from(items, (item) => corrections[item]!);
    const [down, across] = [[targets.length, 1] as [number, number], [1, negatives.length] as [number, number]];
    const own = dots(tf, rows, of(targets)).sub<Matrix>(tf.tensor2d(correctionsOf(targets), down));
    const others = tf
      .matMul(rows, of(negatives).transpose())
      .sub<Matrix>(tf.tensor2d(correctionsOf(negatives), across));
    const hits = tf.equal(tf.tensor2d(targets, down), tf.tensor2d(negatives, across));
    const left = others.add<Matrix>(hits.cast('float32').mul(-1e9));
    return mean(tf, logSumExp(tf, tf.concat([own, left], 1)).sub(own));
  },
  /** −ln of two probabilities, by the sigmoid of the scores: that the target is right, and that the row's negative is wrong. */
  bce: (tf, { rows, of }, { targets, negatives }) => {
    const right = dots(tf, rows, of(targets));
    const wrong = dots(tf, rows, of(negatives));
    return mean(tf, tf.softplus(right.neg()).add(tf.softplus(wrong)));
  },
};

const distinct = (ids: Iterable<number>) => Int32Array.from(new Set(ids));

const mean = (tf: typeof TensorFlow, rows: TensorFlow.Tensor) => tf.mean<TensorFlow.Scalar>(rows);

const gather = (tf: typeof TensorFlow, table: Matrix, ids: Int32Array): Matrix =>
  tf.gather(table, tf.tensor1d(ids, 'int32'));

const dots = (tf: typeof TensorFlow, a: Matrix, b: Matrix): Matrix => tf.sum(tf.mul(a, b), 1, true);

/** ln Σ e^x of each row. */
function logSumExp(tf: typeof TensorFlow, scores: Matrix): Matrix {
  const largest = tf.max<Matrix>(scores, 1, true);
  return tf.log(tf.sum<Matrix>(tf.exp(scores.sub(largest)), 1, true)).add(largest);
}
