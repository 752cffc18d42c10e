import { type Lists, mix } from '../../data/index.js';
import { aliasTable } from './alias-table.js';
import * as binary from './built/skip-gram.js';
import { drawRows } from './draw-rows.js';
import { bytesFor, intsOf, openKernel } from './kernel.js';
import { newRows, packedRows, rowBytes } from './rows.js';
import { type Training, trainEpochs } from './train-epochs.js';

export interface SkipGramOptions {
  readonly factors: number;
  /** The initial rate; it falls linearly to a ten-thousandth of that. */
  readonly learningRate: number;
  /** The largest distance at which items are neighbours; each item draws its own from 1 to this. */
  readonly window: number;
  /** Negatives drawn for each neighbour. */
  readonly negatives: number;
  /** Negatives are drawn in proportion to (number of events)^power. */
  readonly power: number;
  /** An event of an item with share s of all events is kept with probability √(subsample / s); 0: all are kept. */
  readonly subsample: number;
  readonly seed: number;
  /** The most threads that training will use. */
  readonly threads: number;
}

/** Items × factors, row after row, without padding. */
export interface SkipGramVectors {
  /** The vectors by which items predict their neighbours. */
  readonly inputs: Float32Array;
  /** The vectors of items as neighbours. */
  readonly outputs: Float32Array;
}

export interface SkipGramTrainer {
  /** Number of places in the sequences; an epoch covers them all. */
  readonly samples: number;
  /** @throws InputError when the vectors diverge, naming the learning rate. */
  train(training: Training): Promise<void>;
  vectors(): SkipGramVectors;
}

/**
 * Prepares skip-gram with negative sampling to learn items' vectors from sequences (Mikolov et al. 2013, "Distributed
 * Representations of Words and Phrases", sections 2.2 and 2.3). Neighbours that are the same item are skipped.
 *
 * On one thread the result depends on the seed alone. Vectors of items without events are zero.
 * @param sequences the items of each sequence.
 * @param items the number of items.
 * @throws InputError when the vectors do not fit into memory.
 */
export async function skipGramTrainer(
  sequences: Lists,
  items: number,
  options: SkipGramOptions,
): Promise<SkipGramTrainer> {
  const { factors, learningRate, window, negatives, power, subsample, seed, threads } = options;
  const { offsets, values } = sequences;
  const count = offsets.length - 1;
  const samples = values.length;
  let longest = 0;
  for (let i = 0; i < count; i++) longest = Math.max(longest, offsets[i + 1]! - offsets[i]!);
  const neighbours = Math.min(2 * window, longest);
  const scratchBytes = bytesFor(rowBytes(1, factors), 4 * longest, 4 * neighbours * (1 + negatives));
  const kernel = await openKernel(
    binary,
    bytesFor(4 * offsets.length, 4 * samples, 4 * items, 8 * items, threads * scratchBytes) +
      2 * bytesFor(rowBytes(items, factors)),
  );
  const events = new Float64Array(items);
  for (const item of values) events[item]!++;
  const starts = intsOf(kernel, offsets);
  const itemOf = intsOf(kernel, values);
  const keep = intsOf(
    kernel,
    Int32Array.from(events, (n) => largestKept(n / samples, subsample)),
  );
  const aliases = intsOf(kernel, aliasTable(events.map((n) => (n > 0 ? n ** power : 0))));
  const inputs = newRows(kernel, items, factors);
  const outputs = newRows(kernel, items, factors);
  const scratch = kernel.bytes(threads * scratchBytes);
  drawRows(inputs, factors, values, mix(seed, 0));

  const epoch = (number: number, epochs: number) => {
    const rate = (done: number) => learningRate * Math.max(1e-4, 1 - done / epochs);
    kernel.parallel(
      'epoch',
      ...[count, mix(seed, 1 + number), starts.byteOffset, itemOf.byteOffset, keep.byteOffset],
      ...[aliases.byteOffset, items, Math.min(window, longest), negatives],
      ...[inputs.values.byteOffset, outputs.values.byteOffset, 4 * inputs.stride, rate(number), rate(number + 1)],
      ...[scratch.byteOffset, scratchBytes, longest],
    );
  };
  return {
    samples,
    train: (training) =>
      trainEpochs(kernel, training, (number) => epoch(number, training.epochs), [inputs.values, outputs.values]),
    vectors: () => ({ inputs: packedRows(inputs, factors), outputs: packedRows(outputs, factors) }),
  };
}

/** The largest 32-bit draw, as bits, that keeps an event of an item with this share of all events. */
const largestKept = (share: number, subsample: number): number =>
  subsample > 0 && share > 0 ? Math.min(1, Math.sqrt(subsample / share)) * (2 ** 32 - 1) : -1;
