import { groupBy, type Lists, listAt, type Train, type WeightedLists } from '../../../data/index.js';
import { type HeldOut, holdOutLastItems } from '../training/held-out.js';

/** Holds the last items of the most recent visitors out of a matrix. @param share of the visitors. */
export function holdOutPairs(
  train: Train,
  matrix: WeightedLists,
  share: number,
): Pick<HeldOut, 'queries' | 'targets'> & { readonly kept: WeightedLists } {
  const events = groupBy(train.visitor, train.visitors.size);
  const histories: Lists = { offsets: events.offsets, values: events.values.map((event) => train.item[event]!) };
  const ends = Float64Array.from({ length: train.visitors.size }, (_, visitor) => {
    const last = listAt(events, visitor).at(-1);
    return last === undefined ? Number.NEGATIVE_INFINITY : train.time[last]!;
  });
  const { queries, targets } = holdOutLastItems(histories, ends, share);
  const held = new Map(Array.from(queries.visitor, (visitor, i) => [visitor, targets[i]!]));
  return { queries, targets, kept: withoutPairs(matrix, held) };
}

/** The matrix without one item of some rows. */
function withoutPairs({ offsets, values, weights }: WeightedLists, held: ReadonlyMap<number, number>): WeightedLists {
  const kept: number[] = [];
  const keptOffsets = Int32Array.from(offsets);
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) if (values[at] !== held.get(row)) kept.push(at);
    keptOffsets[row + 1] = kept.length;
  }
  return {
    offsets: keptOffsets,
    values: Int32Array.from(kept, (at) => values[at]!),
    weights: Float32Array.from(kept, (at) => weights[at]!),
  };
}
