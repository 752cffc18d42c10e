import { listAt, type Random, type WeightedLists } from '../../../data/index.js';
import { PairwiseLearner, type PairwiseParameters } from './pairwise.js';
import type { Side } from './side.js';

/** The parameters of training on the pairs of a matrix. */
export interface TrainParameters extends PairwiseParameters {
  readonly epochs: number;
  readonly factors: number;
}

/**
 * Takes one step for every pair of a visitor × item matrix in each epoch, in random order.
 * @param others the items that negatives are drawn from.
 * @param onPair called now and then with the number of steps taken.
 * @throws InputError when learning diverges.
 */
export function trainPairs(
  matrix: WeightedLists,
  visitors: Side,
  items: Side,
  others: Int32Array,
  parameters: TrainParameters,
  random: Random,
  onPair: (done: number) => void = () => {},
): void {
  const { offsets, values, weights } = matrix;
  const pairs = values.length;
  const visitorOf = new Int32Array(pairs);
  for (let visitor = 0; visitor + 1 < offsets.length; visitor++)
    visitorOf.fill(visitor, offsets[visitor], offsets[visitor + 1]);
  const order = Int32Array.from(visitorOf.keys());
  const learner = new PairwiseLearner(visitors, items, parameters, others, random);
  for (let epoch = 0; epoch < parameters.epochs; epoch++) {
    shuffle(order, random);
    for (let i = 0; i < pairs; i++) {
      if (i % 4096 === 0) onPair(epoch * pairs + i);
      const pair = order[i]!;
      const visitor = visitorOf[pair]!;
      learner.learn(visitor, values[pair]!, weights[pair]!, listAt(matrix, visitor));
    }
  }
}

/** Fisher–Yates. */
function shuffle(order: Int32Array, random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.int(last + 1);
    const held = order[last]!;
    order[last] = order[other]!;
    order[other] = held;
  }
}
