import { mix, type WeightedLists } from '../../data/index.js';
import { aliasTable } from './alias-table.js';
import * as binary from './built/bpr.js';
import { drawRows } from './draw-rows.js';
import { bytesFor, intsOf, openKernel } from './kernel.js';
import { newRows, packedRows, rowBytes } from './rows.js';
import { type Training, trainEpochs } from './train-epochs.js';

export interface BprOptions {
  readonly factors: number;
  readonly learningRate: number;
  readonly regularization: number;
  /** Negatives are drawn uniformly from the items that have pairs, or in proportion to their number of pairs. */
  readonly negatives: 'uniform' | 'popular';
  readonly seed: number;
  /** The most threads that training will use. */
  readonly threads: number;
}

/** Tables row after row, without padding. An item's score for a visitor is the inner product of their rows + the item's bias. */
export interface BprFactors {
  /** Visitors × factors. */
  readonly visitors: Float32Array;
  /** Items × factors. */
  readonly items: Float32Array;
  readonly biases: Float32Array;
}

export interface BprTrainer {
  /** Steps of an epoch: the number of pairs. */
  readonly samples: number;
  /** @throws InputError when the factors diverge, naming the learning rate. */
  train(training: Training): Promise<void>;
  factors(): BprFactors;
}

/**
 * Prepares Bayesian Personalized Ranking for stochastic gradient descent (Rendle et al. 2009, UAI '09, figure 4), with a bias for
 * each item. A step that draws one of the visitor's own items as the negative is skipped.
 *
 * On one thread the result depends on the seed alone. Rows of visitors and items without pairs are zero.
 * @param matrix the items of each visitor, ascending; the larger a pair's weight, the more often it is drawn.
 * @param items the number of items.
 * @throws InputError when the factors do not fit into memory.
 */
export async function bprTrainer(matrix: WeightedLists, items: number, options: BprOptions): Promise<BprTrainer> {
  const { factors, learningRate, regularization, seed, threads } = options;
  const { offsets, values, weights } = matrix;
  const samples = values.length;
  const visitors = offsets.length - 1;
  const kernel = await openKernel(
    binary,
    bytesFor(
      ...[4 * samples, 4 * samples, 4 * offsets.length, 8 * samples, 4 * items, 4 * items, scratchBytes * threads],
      ...[rowBytes(visitors, factors), rowBytes(items, factors)],
    ),
  );
  const itemOf = intsOf(kernel, values);
  const starts = intsOf(kernel, offsets);
  const visitorOf = kernel.ints(samples);
  for (let visitor = 0; visitor < visitors; visitor++)
    visitorOf.fill(visitor, offsets[visitor]!, offsets[visitor + 1]!);
  const even = weights.every((weight) => weight === weights[0]);
  const aliases = even ? 0 : intsOf(kernel, aliasTable(weights)).byteOffset;
  const candidates = options.negatives === 'popular' ? itemOf : intsOf(kernel, Int32Array.from(new Set(values)).sort());
  const visitorRows = newRows(kernel, visitors, factors);
  const itemRows = newRows(kernel, items, factors);
  const biases = kernel.floats(4 * Math.ceil(items / 4));
  const scratch = kernel.bytes(scratchBytes * threads);
  drawRows(visitorRows, factors, visitorOf, mix(seed, 0));
  drawRows(itemRows, factors, itemOf, mix(seed, 1));

  let epochs = 0;
  const epoch = () =>
    kernel.parallel(
      'epoch',
      ...[samples, mix(seed, 2 + epochs++)],
      ...[visitorOf.byteOffset, itemOf.byteOffset, starts.byteOffset, samples, aliases],
      ...[candidates.byteOffset, candidates.length],
      ...[visitorRows.values.byteOffset, itemRows.values.byteOffset, biases.byteOffset, 4 * itemRows.stride],
      ...[learningRate, regularization, scratch.byteOffset],
    );
  return {
    samples,
    train: (training) => trainEpochs(kernel, training, epoch, [visitorRows.values, itemRows.values, biases]),
    factors: () => ({
      visitors: packedRows(visitorRows, factors),
      items: packedRows(itemRows, factors),
      biases: biases.slice(0, items),
    }),
  };
}

/** The kernel's ring of steps. */
const scratchBytes = 256;
