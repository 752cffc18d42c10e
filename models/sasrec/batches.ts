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
 * An epoch's batches: sequences of like length together, the longest and the shortest batch wherever chance puts them.
 *
 * @param sequences of two items or more each.
 * @param key draws which sequences of equal length share a batch, and the order of the batches.
 */
export function* epochBatches(
  sequences: Lists,
  batchSize: number,
  draw: DrawNegatives,
  key: number,
): Generator<SasRecBatch> {
  const { offsets } = sequences;
  const count = offsets.length - 1;
  const lengthOf = (sequence: number) => offsets[sequence + 1]! - offsets[sequence]!;
  const random = seededRandom(key);
  const order = shuffled(
    Array.from({ length: count }, (_, sequence) => sequence),
    random.int,
  );
  order.sort((a, b) => lengthOf(a) - lengthOf(b));
  const firsts = shuffled(
    Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) => batch * batchSize),
    random.int,
  );
  for (const [step, first] of firsts.entries())
    yield batchOf(sequences, order.slice(first, first + batchSize), draw, mix(key, step));
}

function batchOf({ offsets, values }: Lists, order: readonly number[], draw: DrawNegatives, key: number): SasRecBatch {
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

function shuffled(values: number[], below: (n: number) => number): number[] {
  for (let at = values.length - 1; at > 0; at--) {
    const other = below(at + 1);
    [values[at], values[other]] = [values[other]!, values[at]!];
  }
  return values;
}
