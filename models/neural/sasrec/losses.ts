import type { Kernel } from '../../kernels/index.js';
import {
  firstRows,
  gemm,
  type Matrix,
  newMatrix,
  normalizeRows,
  normalizeRowsGradient,
  rowDots,
  rowRange,
  sampledSoftmax,
  softmaxCrossEntropy,
  timesRows,
} from '../../kernels/neural/index.js';
import { ItemRows } from './item-rows.js';
import type { SasRecShape } from './shape.js';

/** Rows whose scores are held in memory at a time. */
const scoreRows = 256;

/** The input of a loss. Ids lie in the kernel's memory. */
export interface Asked {
  readonly targets: Int32Array;
  readonly negatives: Int32Array;
  /** For each row the vector that predicts the next item: rows × d. The loss overwrites it. */
  readonly rows: Matrix;
}

/** Where a loss writes its gradients. */
export interface Answered {
  readonly ofRows: Matrix;
  /** The gradients of the rows of targets and negatives; or, with softmax over all items, of the table. */
  readonly ofTargets: Matrix;
  readonly ofNegatives: Matrix;
  readonly ofItems: Matrix;
}

/** Returns the mean of the rows' losses. */
export type Loss = (asked: Asked, answered: Answered) => number;

/** What memory is laid out for. */
interface MostAsked {
  readonly rows: number;
  readonly negatives: number;
}

/** Lays out the memory of a loss. @param items the table of items, read whenever scores are computed. */
type LayOut = (kernel: Kernel, items: Matrix, shape: SasRecShape, most: MostAsked) => Loss;

/** The loss of a shape, on inner products of rows and items or on their cosines divided by the temperature. */
export const layOutLoss: LayOut = (kernel, items, shape, most) => {
  const loss = layOutLosses[shape.loss](kernel, items, shape, most);
  if (shape.temperature === null) return loss;
  const length = 1 / shape.temperature;
  const factors = kernel.floats(most.rows);
  return (asked, answered) => {
    normalizeRows(kernel, asked.rows, length, factors);
    const value = loss(asked, answered);
    normalizeRowsGradient(kernel, answered.ofRows, asked.rows, length, factors);
    return value;
  };
};

/** Softmax cross-entropy over each row's target and the negatives that all rows share. */
const sampledSoftmaxLoss: LayOut = (kernel, items, shape, most) => {
  const { corrections } = shape;
  const ofTargets = new ItemRows(kernel, items, shape, most.rows);
  const ofNegatives = new ItemRows(kernel, items, shape, most.negatives);
  const scores = newMatrix(kernel, scoreRows, most.negatives);
  const [ownScores, losses] = [kernel.floats(most.rows), kernel.floats(most.rows)];
  const [ownCorrections, columnCorrections] = [kernel.floats(most.rows), kernel.floats(most.negatives)];
  return ({ targets, negatives, rows }, answered) => {
    const count = rows.rows;
    const own = ofTargets.gather(targets);
    const shared = ofNegatives.gather(negatives);
    rowDots(kernel, ownScores, rows, own);
    for (const [at, item] of targets.entries()) ownCorrections[at] = corrections[item]!;
    for (const [at, item] of negatives.entries()) columnCorrections[at] = corrections[item]!;
    for (let from = 0; from < count; from += scoreRows) {
      const to = Math.min(from + scoreRows, count);
      const part = rowRange(rows, from, to);
      const others = firstRows(scores, to - from);
      gemm(kernel, others, part, shared, { transpose: 'b' });
      sampledSoftmax(kernel, others, {
        items: negatives,
        corrections: columnCorrections,
        own: {
          scores: ownScores.subarray(from, to),
          items: targets.subarray(from, to),
          corrections: ownCorrections.subarray(from, to),
        },
        scale: 1 / count,
        losses: losses.subarray(from, to),
      });
      gemm(kernel, rowRange(answered.ofRows, from, to), others, shared);
      gemm(kernel, answered.ofNegatives, others, part, { transpose: 'a', add: from > 0 });
    }
    timesRows(kernel, answered.ofRows, own, ownScores, { add: true });
    timesRows(kernel, answered.ofTargets, rows, ownScores, { add: false });
    ofTargets.gradient(answered.ofTargets);
    ofNegatives.gradient(answered.ofNegatives);
    return mean(losses, count);
  };
};

/** Softmax cross-entropy over all items. */
const softmaxLoss: LayOut = (kernel, items, shape, most) => {
  const all = new ItemRows(kernel, items, shape, shape.items);
  const allScores = newMatrix(kernel, scoreRows, shape.items);
  const losses = kernel.floats(most.rows);
  return ({ targets, rows }, answered) => {
    const count = rows.rows;
    const table = all.whole();
    for (let from = 0; from < count; from += scoreRows) {
      const to = Math.min(from + scoreRows, count);
      const part = rowRange(rows, from, to);
      const scores = firstRows(allScores, to - from);
      gemm(kernel, scores, part, table, { transpose: 'b' });
      const ofPart = { targets: targets.subarray(from, to), losses: losses.subarray(from, to) };
      softmaxCrossEntropy(kernel, scores, { ...ofPart, scale: 1 / count });
      gemm(kernel, rowRange(answered.ofRows, from, to), scores, table);
      gemm(kernel, answered.ofItems, scores, part, { transpose: 'a', add: from > 0 });
    }
    all.gradient(answered.ofItems);
    return mean(losses, count);
  };
};

/** Binary cross-entropy of each row's target, labelled 1, and of its negative, labelled 0. */
const bceLoss: LayOut = (kernel, items, shape, most) => {
  const sides = [1, -1].map((sign) => ({
    sign,
    embeddings: new ItemRows(kernel, items, shape, most.rows),
    scores: kernel.floats(most.rows),
  }));
  return ({ targets, negatives, rows }, answered) => {
    const count = rows.rows;
    let loss = 0;
    for (const { sign, embeddings, scores } of sides) {
      const own = embeddings.gather(sign > 0 ? targets : negatives);
      const into = sign > 0 ? answered.ofTargets : answered.ofNegatives;
      rowDots(kernel, scores, rows, own);
      for (let row = 0; row < count; row++) {
        const score = sign * scores[row]!;
        loss += Math.log1p(Math.exp(-Math.abs(score))) + Math.max(0, -score);
        scores[row] = -sign / (1 + Math.exp(score)) / count;
      }
      timesRows(kernel, answered.ofRows, own, scores, { add: sign < 0 });
      timesRows(kernel, into, rows, scores, { add: false });
      embeddings.gradient(into);
    }
    return loss / count;
  };
};

const layOutLosses: Readonly<Record<SasRecShape['loss'], LayOut>> = {
  'sampled-softmax': sampledSoftmaxLoss,
  softmax: softmaxLoss,
  bce: bceLoss,
};

function mean(values: Float32Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  return sum / count;
}
