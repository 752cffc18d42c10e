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

/** Rows whose scores are held at a time. */
const scoreRows = 256;

/** What is to be foretold. Ids lie in the kernel's memory. */
export interface Asked {
  readonly targets: Int32Array;
  readonly negatives: Int32Array;
  /** What each row foretells: rows × d. Gone after that. */
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

/** What room is made for. */
interface MostAsked {
  readonly rows: number;
  readonly negatives: number;
}

/** Lays out what a loss takes. @param items the table of items, looked at when there are scores to compute. */
type LayOut = (kernel: Kernel, items: Matrix, shape: SasRecShape, most: MostAsked) => Loss;

/** The loss of a shape: of inner products of rows and items, or of their cosines over the temperature. */
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

/** Softmax over each row's target and the negatives that all rows share. */
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

/** Softmax over all items. */
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

/** Cross-entropy of each row's target, which is right, and of its negative, which is wrong. */
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
