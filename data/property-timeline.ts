import { type Ids, idCount, takeIds } from './ids.js';
import type { ItemProperties } from './item-properties.js';

/** The distinct statements about items: columns with one entry for each pair of a property and a value. */
export interface Statements extends Omit<ItemProperties, 'item'> {
  /** Code of the property that a statement is about: a statement replaces the item's previous one about the same property. */
  readonly property: Int32Array;
}

/**
 * The statements about items and the times from which they hold; {@link propertiesAsOf} returns what was known at a moment.
 *
 * A fact is one statement about one item. An item's facts are contiguous, sorted by property and then by time. No two
 * facts of one property share a moment, and no two consecutive ones are equal.
 */
export interface PropertyTimeline {
  /** The shop's ids of the items with any statement, ascending. */
  readonly item: Ids;
  /** The facts about item `i` are `offsets[i] … offsets[i + 1]`. */
  readonly offsets: Int32Array;
  /** The statement of each fact: an index into {@link statements}. */
  readonly statement: Int32Array;
  /** The moment from which each fact holds: an index into {@link moments}. */
  readonly since: Int32Array;
  /** Times in ms, ascending; −∞ for what always holds. A shop records its catalogue at few moments: codes need half the space of times. */
  readonly moments: Float64Array;
  readonly statements: Statements;
}

/**
 * Returns what was known about items at a moment: for each property the latest statement at or before it. Items without
 * any statement by then are left out.
 *
 *     since 10: item 7 is of category 3       at 15 item 7 is of category 3,
 *     since 20: item 7 is of category 4       at 20 of category 4, at 9 it is unknown
 * @param time in ms.
 */
export function propertiesAsOf(timeline: PropertyTimeline, time: number): ItemProperties {
  const { item, offsets, statement, statements } = timeline;
  const holding = factsAt(timeline, time);
  const items = idCount(item);
  const entryItem = new Int32Array(items);
  const category = new Int32Array(items).fill(-1);
  const available = new Int8Array(items).fill(-1);
  const tokenOffsets = new Int32Array(items + 1);
  const tokens = new Int32Array(tokenCount(timeline, holding));
  let entries = 0;
  let size = 0;
  for (let i = 0, at = 0; i < items; i++) {
    const first = at;
    for (; at < holding.length && holding[at]! < offsets[i + 1]!; at++) {
      const said = statement[holding[at]!]!;
      if (statements.category[said]! >= 0) category[entries] = statements.category[said]!;
      if (statements.available[said]! >= 0) available[entries] = statements.available[said]!;
      const to = statements.tokens.offsets[said + 1]!;
      for (let word = statements.tokens.offsets[said]!; word < to; word++)
        tokens[size++] = statements.tokens.values[word]!;
    }
    if (at === first) continue;
    entryItem[entries++] = i;
    tokenOffsets[entries] = size;
  }
  return {
    item: takeIds(item, entryItem.subarray(0, entries)),
    category: category.slice(0, entries),
    categoryIds: statements.categoryIds,
    available: available.slice(0, entries),
    tokens: { offsets: tokenOffsets.slice(0, entries + 1), values: tokens },
    tokenNames: statements.tokenNames,
  };
}

/** The facts that hold at a moment, ascending. */
function factsAt({ offsets, statement, since, moments, statements }: PropertyTimeline, time: number): Int32Array {
  let past = 0; // facts since a moment below this one are known
  while (past < moments.length && moments[past]! <= time) past++;
  const holding = new Int32Array(since.length);
  let count = 0;
  for (let i = 0; i + 1 < offsets.length; i++) {
    const to = offsets[i + 1]!;
    for (let fact = offsets[i]!; fact < to; fact++) {
      if (since[fact]! >= past) continue;
      const property = statements.property[statement[fact]!];
      const isReplaced =
        fact + 1 < to && since[fact + 1]! < past && statements.property[statement[fact + 1]!] === property;
      if (!isReplaced) holding[count++] = fact;
    }
  }
  return holding.slice(0, count);
}

function tokenCount({ statement, statements: { tokens } }: PropertyTimeline, facts: Int32Array): number {
  let count = 0;
  for (const fact of facts) count += tokens.offsets[statement[fact]! + 1]! - tokens.offsets[statement[fact]!]!;
  return count;
}
