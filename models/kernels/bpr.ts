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
  /** Other items are drawn evenly from those that have pairs, or as often as they have pairs. */
  readonly negatives: 'uniform' | 'popular';
  readonly seed: number;
  /** The most threads that it will be trained on. */
  readonly threads: number;
}

/** Tables row after row, without padding. The score of an item for a visitor is the product of their rows + its bias. */
export interface BprFactors {
  /** Visitors × factors. */
  readonly visitors: Float32Array;
  /** Items × factors. */
  readonly items: Float32Array;
  readonly biases: Float32Array;
}

export interface BprTrainer {
  /** Steps of an epoch: as many as there are pairs. */
  readonly samples: number;
  /** @throws InputError when the factors diverge, naming the learning rate. */
  train(training: Training): Promise<void>;
  factors(): BprFactors;
}

/**
 * Makes Bayesian Personalized Ranking ready to learn by stochastic gradient descent (Rendle et al. 2009, UAI '09, figure 4),
 * with a bias for each item. Drawn items that are the visitor's own are no negatives: such a step is left out.
 *
 * On one thread the result depends on the seed alone. Rows of visitors and items without pairs are zero.
 * @param matrix the items of each visitor, ascending; the more a pair weighs, the more often it is drawn.
 * @param items how many items there are.
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
