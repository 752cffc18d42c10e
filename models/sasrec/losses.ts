import type { Kernel } from '../kernels/kernel.js';
import {
  firstRows,
  gatherRows,
  gemm,
  type Matrix,
  newMatrix,
  rowDots,
  rowRange,
  sampledSoftmax,
  softmaxCrossEntropy,
  timesRows,
} from '../kernels/neural/index.js';
import type { SasRecShape } from './shape.js';

/** Rows whose scores are held at a time. */
const scoreRows = 256;

/** What is to be foretold. Ids lie in the kernel's memory. */
export interface Asked {
  readonly targets: Int32Array;
  readonly negatives: Int32Array;
  /** What each row foretells: rows × d. */
  readonly rows: Matrix;
}

/** Where gradients are put. */
export interface Answered {
  readonly ofRows: Matrix;
  /** Of the rows of items that are targets, and negatives; or, with softmax over all items, of the table. */
  readonly ofTargets: Matrix;
  readonly ofNegatives: Matrix;
  readonly ofItems: Matrix;
}

/** Gives the mean of the rows' losses. */
export type Loss = (asked: Asked, answered: Answered) => number;

/** Lays out what a loss takes. @param items the table of items, looked at when there are scores to compute. */
export type LayOutLoss = (
  kernel: Kernel,
  items: Matrix,
  shape: SasRecShape,
  mostRows: number,
  mostNegatives: number,
) => Loss;

/** Softmax over each row's target and the negatives that all rows share. */
const sampledSoftmaxLoss: LayOutLoss = (kernel, items, { corrections, embeddingSize }, mostRows, mostNegatives) => {
  const ofTargets = newMatrix(kernel, mostRows, embeddingSize);
  const scores = newMatrix(kernel, scoreRows, mostNegatives);
  const [ownScores, losses] = [kernel.floats(mostRows), kernel.floats(mostRows)];
  const [ownCorrections, columnCorrections] = [kernel.floats(mostRows), kernel.floats(mostNegatives)];
  return ({ targets, negatives, rows }, answered) => {
    const count = rows.rows;
    const own = firstRows(ofTargets, count);
    gatherRows(kernel, own, items, targets);
    rowDots(kernel, ownScores, rows, own);
    for (const [at, item] of targets.entries()) ownCorrections[at] = corrections[item]!;
    for (const [at, item] of negatives.entries()) columnCorrections[at] = corrections[item]!;
    for (let from = 0; from < count; from += scoreRows) {
      const to = Math.min(from + scoreRows, count);
      const part = rowRange(rows, from, to);
      const others = firstRows(scores, to - from);
      gemm(kernel, others, part, items, { transpose: 'b', ids: negatives });
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
      gemm(kernel, rowRange(answered.ofRows, from, to), others, items, { ids: negatives });
      gemm(kernel, answered.ofNegatives, others, part, { transpose: 'a', add: from > 0 });
    }
    timesRows(kernel, answered.ofRows, own, ownScores, { add: true });
    timesRows(kernel, answered.ofTargets, rows, ownScores, { add: false });
    return mean(losses, count);
  };
};

/** Softmax over all items. */
const softmaxLoss: LayOutLoss = (kernel, items, shape, mostRows) => {
  const scores = newMatrix(kernel, scoreRows, shape.items);
  const losses = kernel.floats(mostRows);
  return ({ targets, rows }, answered) => {
    const count = rows.rows;
    for (let from = 0; from < count; from += scoreRows) {
      const to = Math.min(from + scoreRows, count);
      const part = rowRange(rows, from, to);
      const all = firstRows(scores, to - from);
      gemm(kernel, all, part, items, { transpose: 'b' });
      const ofPart = { targets: targets.subarray(from, to), losses: losses.subarray(from, to) };
      softmaxCrossEntropy(kernel, all, { ...ofPart, scale: 1 / count });
      gemm(kernel, rowRange(answered.ofRows, from, to), all, items);
      gemm(kernel, answered.ofItems, all, part, { transpose: 'a', add: from > 0 });
    }
    return mean(losses, count);
  };
};

/** Cross-entropy of each row's target, which is right, and of its negative, which is wrong. */
const bceLoss: LayOutLoss = (kernel, items, { embeddingSize }, mostRows) => {
  const matrix = () => newMatrix(kernel, mostRows, embeddingSize);
  const sides = [1, -1].map((sign) => ({ sign, embeddings: matrix(), scores: kernel.floats(mostRows) }));
  return ({ targets, negatives, rows }, answered) => {
    const count = rows.rows;
    let loss = 0;
    for (const { sign, embeddings, scores } of sides) {
      const own = firstRows(embeddings, count);
      gatherRows(kernel, own, items, sign > 0 ? targets : negatives);
      rowDots(kernel, scores, rows, own);
      for (let row = 0; row < count; row++) {
        const score = sign * scores[row]!;
        loss += Math.log1p(Math.exp(-Math.abs(score))) + Math.max(0, -score);
        scores[row] = -sign / (1 + Math.exp(score)) / count;
      }
      timesRows(kernel, answered.ofRows, own, scores, { add: sign < 0 });
      timesRows(kernel, sign > 0 ? answered.ofTargets : answered.ofNegatives, rows, scores, { add: false });
    }
    return loss / count;
  };
};

export const layOutLoss: Readonly<Record<SasRecShape['loss'], LayOutLoss>> = {
  'sampled-softmax': sampledSoftmaxLoss,
  softmax: softmaxLoss,
  bce: bceLoss,
};

function mean(values: Float32Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  return sum / count;
}
