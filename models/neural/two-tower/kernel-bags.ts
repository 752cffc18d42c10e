import type { WeightedLists } from '../../../data/index.js';
import { bytesFor, type Kernel } from '../../kernels/index.js';
import { type Bags, type RowGroups, rowGroups, rowGroupsBytes } from '../../kernels/neural/index.js';

/** The bytes that {@link kernelBags} requires. */
export const kernelBagsBytes = (bags: number, entries: number): number =>
  bytesFor(4 * (bags + 1), 4 * entries, 4 * entries);

/** Allocates kernel memory for so many bags with so many entries in all, and returns the function that copies bags there. */
export function kernelBags(kernel: Kernel, bags: number, entries: number): (given: WeightedLists) => Bags {
  const [offsets, ids, weights] = [kernel.ints(bags + 1), kernel.ints(entries), kernel.floats(entries)];
  return (given) => {
    offsets.set(given.offsets);
    ids.set(given.values);
    weights.set(given.weights);
    return {
      offsets: offsets.subarray(0, given.offsets.length),
      ids: ids.subarray(0, given.values.length),
      weights: weights.subarray(0, given.values.length),
    };
  };
}

/** Bags transposed: for each distinct id, the bags that contain it. */
export interface TurnedBags {
  readonly bags: Bags;
  /** The distinct ids, each a group of one place: the row of its sum. */
  readonly groups: RowGroups;
}

/** The bytes that {@link bagTurner} requires. */
export const bagTurnerBytes = (entries: number): number =>
  rowGroupsBytes(entries) + bytesFor(4 * entries, 4 * entries, 4 * (entries + 1));

/**
 * Allocates memory for transposing bags of so many entries, with ids below `tableRows`, and returns the function that does it.
 * With its result, gradients of sums become gradients of the summed rows.
 */
export function bagTurner(kernel: Kernel, entries: number, tableRows: number): (given: Bags) => TurnedBags {
  const grouped = rowGroups(kernel, entries, tableRows);
  const [bagOf, weightOf, counting] = [kernel.ints(entries), kernel.floats(entries), kernel.ints(entries + 1)];
  for (let i = 0; i <= entries; i++) counting[i] = i;
  const bagOfEntry = new Int32Array(entries);
  return ({ offsets, ids, weights }) => {
    for (let bag = 0; bag + 1 < offsets.length; bag++) bagOfEntry.fill(bag, offsets[bag], offsets[bag + 1]);
    const groups = grouped(ids);
    for (const [at, entry] of groups.places.entries()) {
      bagOf[at] = bagOfEntry[entry]!;
      weightOf[at] = weights[entry]!;
    }
    const count = groups.rows.length;
    return {
      bags: { offsets: groups.offsets, ids: bagOf.subarray(0, ids.length), weights: weightOf.subarray(0, ids.length) },
      groups: { rows: groups.rows, offsets: counting.subarray(0, count + 1), places: counting.subarray(0, count) },
    };
  };
}
