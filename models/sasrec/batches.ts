import { type Lists, mix, seededRandom } from '../../data/index.js';
import type { DrawNegatives } from './negatives.js';

/** Sequences to learn from: row after row, without padding. Each row is an item and is to foretell the next. */
export interface SasRecBatch {
  /** Rows of sequence `s`: `offsets[s] … offsets[s + 1]`. */
  readonly offsets: Int32Array;
  readonly items: Int32Array;
  readonly targets: Int32Array;
  /** The items that each row's target is told from: the same for all rows with sampled softmax, one a row with bce, else none. */
  readonly negatives: Int32Array;
  /** What masks of dropout are drawn with. */
  readonly key: number;
}

/**
 * An epoch's batches: all sequences once, in an order drawn by a key. Sequences of any length share a batch, as none is padded.
 * @param sequences of two items or more each.
 */
export function* epochBatches(
  sequences: Lists,
  batchSize: number,
  draw: DrawNegatives,
  key: number,
): Generator<SasRecBatch> {
  const order = shuffled(sequences.offsets.length - 1, key);
  for (let step = 0; step * batchSize < order.length; step++)
    yield batchOf(sequences, order.subarray(step * batchSize, (step + 1) * batchSize), draw, mix(key, step));
}

function shuffled(count: number, key: number): Int32Array {
  const { int } = seededRandom(key);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = int(at + 1);
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

/** The largest numbers of rows and of sequences that a batch can have. */
export function largestBatch({ offsets }: Lists, batchSize: number): { rows: number; sequences: number } {
  const lengths = Int32Array.from({ length: offsets.length - 1 }, (_, i) => offsets[i + 1]! - offsets[i]!).sort();
  const longest = lengths.subarray(-batchSize);
  return { rows: longest.reduce((sum, length) => sum + length - 1, 0), sequences: longest.length };
}
