import { mix } from '../../../data/index.js';
import { aliasTable } from '../../kernels/index.js';

/** Training sequences, row after row, without padding. Each row is an item, and its target is the next item. */
export interface SequenceRows {
  /** Rows of sequence `s`: `offsets[s] … offsets[s + 1]`. */
  readonly offsets: Int32Array;
  readonly items: Int32Array;
  readonly targets: Int32Array;
}

/** Draws the negatives of a batch; the same key draws the same ones. */
export type DrawNegatives = (batch: SequenceRows, key: number) => Int32Array;

/** Softmax over all items draws none. */
export const noNegatives: DrawNegatives = () => new Int32Array(0);

/** The same `count` items for all rows, drawn in proportion to `weights`; they may repeat. */
export function sharedNegatives(weights: Float64Array, count: number): DrawNegatives {
  const table = aliasTable(weights);
  const others = table.filter((_, word) => word % 2 === 1);
  const keep = Uint32Array.from({ length: weights.length }, (_, item) => table[2 * item]!);
  return (_, key) =>
    Int32Array.from({ length: count }, (_, draw) => {
      const item = below(mix(key, 2 * draw), weights.length);
      return mix(key, 2 * draw + 1) < keep[item]! ? item : others[item]!;
    });
}

const attempts = 20;

/** One uniformly drawn item a row that its sequence does not contain; any item where the sequence has nearly all of them. */
export function ownNegatives(itemCount: number): DrawNegatives {
  return ({ offsets, items, targets }, key) => {
    const negatives = new Int32Array(items.length);
    for (let sequence = 0; sequence + 1 < offsets.length; sequence++) {
      const [from, to] = [offsets[sequence]!, offsets[sequence + 1]!];
      const seen = new Set([items[from]!, ...targets.subarray(from, to)]);
      for (let row = from; row < to; row++)
        for (let attempt = 0; attempt < attempts; attempt++) {
          negatives[row] = below(mix(mix(key, row), attempt), itemCount);
          if (!seen.has(negatives[row]!)) break;
        }
    }
    return negatives;
  };
}

const below = (draw: number, n: number) => Math.floor((draw / 2 ** 32) * n);
