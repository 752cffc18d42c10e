import { groupBy, type Lists } from '../data/index.js';
import type { DistinctPairs } from './distinct-pairs.js';

/**
 * The visitor × item matrix with items numbered by *rank*: those with the fewest visitors first, equals by id. Visitors of
 * a single item are left out, for they bring no two items together.
 */
export interface RareFirst {
  /** The item of each rank. */
  readonly itemAt: Int32Array;
  /** The number of visitors of the item of each rank, those left out included. */
  readonly degree: Int32Array;
  /** The ranks of each visitor's items, ascending. */
  readonly byVisitor: Lists;
  /** The visitors of the item of each rank. */
  readonly byRank: Lists;
}

/** Numbers the items of the matrix by rank; see {@link RareFirst}. */
export function rareFirst({ byItem, byVisitor }: DistinctPairs): RareFirst {
  const items = byItem.offsets.length - 1;
  const popularity = Int32Array.from({ length: items }, (_, item) => byItem.offsets[item + 1]! - byItem.offsets[item]!);
  const itemAt = groupBy(popularity, popularity.reduce((most, n) => Math.max(most, n), 0) + 1).values;

  const { known, next, offsets } = withCompany(byVisitor);
  const ranksOf = new Int32Array(offsets.at(-1)!);
  const visitorsOf = new Int32Array(offsets.at(-1)!);
  const rankOffsets = new Int32Array(items + 1);
  let pairs = 0;
  for (let rank = 0; rank < items; rank++) {
    const item = itemAt[rank]!;
    for (let at = byItem.offsets[item]!; at < byItem.offsets[item + 1]!; at++) {
      const visitor = known[byItem.values[at]!]!;
      if (visitor < 0) continue;
      ranksOf[next[visitor]!++] = rank;
      visitorsOf[pairs++] = visitor;
    }
    rankOffsets[rank + 1] = pairs;
  }
  return {
    itemAt,
    degree: itemAt.map((item) => popularity[item]!),
    byVisitor: { offsets, values: ranksOf },
    byRank: { offsets: rankOffsets, values: visitorsOf },
  };
}

/** New numbers for the visitors of two items and more, −1 for others, and the offsets of their lists. */
function withCompany({ offsets: old }: Lists) {
  const known = new Int32Array(old.length - 1).fill(-1);
  const offsets = new Int32Array(old.length);
  let visitors = 0;
  for (let visitor = 0; visitor < known.length; visitor++) {
    const size = old[visitor + 1]! - old[visitor]!;
    if (size < 2) continue;
    known[visitor] = visitors++;
    offsets[visitors] = offsets[visitors - 1]! + size;
  }
  const used = offsets.slice(0, visitors + 1);
  return { known, offsets: used, next: used.slice() };
}
