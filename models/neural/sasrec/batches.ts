import { type Lists, mix, seededRandom } from '../../../data/index.js';
import type { DrawNegatives, SequenceRows } from './negatives.js';

/** The sequences of a step, and the negatives of their rows. */
export interface SasRecBatch extends SequenceRows {
  /** The negatives of each row's target: with sampled softmax the same for all rows, with bce one a row, else none. */
  readonly negatives: Int32Array;
  /** The key that dropout masks are drawn with. */
  readonly key: number;
}

/**
 * The batches of an epoch: every sequence once, in an order drawn by a key. Sequences of any length share a batch, as none is padded.
 * @param sequences each of two items or more.
 * @param reach the share of all sequences, the first ones left, that each is drawn from: see {@link nearlyInOrder}.
 */
export function* epochBatches(
  sequences: Lists,
  { batchSize, reach, draw }: BatchOptions,
  key: number,
): Generator<SasRecBatch> {
  const count = sequences.offsets.length - 1;
  const order = nearlyInOrder(count, Math.max(1, Math.ceil(reach * count)), key);
  for (let step = 0; step * batchSize < order.length; step++)
    yield batchOf(sequences, order.subarray(step * batchSize, (step + 1) * batchSize), draw, mix(key, step));
}

export interface BatchOptions {
  readonly batchSize: number;
  readonly reach: number;
  readonly draw: DrawNegatives;
}

/** 0 … count − 1, each drawn from the `first` numbers left: with all of them, every order is equally likely; with 1, the order stays. */
function nearlyInOrder(count: number, first: number, key: number): Int32Array {
  const { int } = seededRandom(key);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = 0; at < count; at++) {
    const other = at + int(Math.min(first, count - at));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

function batchOf({ offsets, values }: Lists, order: Int32Array, draw: DrawNegatives, key: number): SasRecBatch {
  const starts = new Int32Array(order.length + 1);
  for (const [at, sequence] of order.entries())
    starts[at + 1] = starts[at]! + offsets[sequence + 1]! - offsets[sequence]! - 1;
  const rows = starts[order.length]!;
  const [items, targets] = [new Int32Array(rows), new Int32Array(rows)];
  for (const [at, sequence] of order.entries()) {
    const [from, to] = [offsets[sequence]!, offsets[sequence + 1]!];
    items.set(values.subarray(from, to - 1), starts[at]);
    targets.set(values.subarray(from + 1, to), starts[at]);
  }
  return {
    offsets: starts,
    items,
    targets,
    negatives: draw({ offsets: starts, items, targets }, mix(key, 0)),
    key: mix(key, 1),
  };
}

/** The most rows and the most sequences that a batch can have. */
export function largestBatch({ offsets }: Lists, batchSize: number): { rows: number; sequences: number } {
  const lengths = Int32Array.from({ length: offsets.length - 1 }, (_, i) => offsets[i + 1]! - offsets[i]!).sort();
  const longest = lengths.subarray(-batchSize);
  return { rows: longest.reduce((sum, length) => sum + length - 1, 0), sequences: longest.length };
}
