import { groupBy, listAt, numberPairs, type WeightedLists } from '../../data/index.js';

/** Events in groups such as sessions: the group and the item of each, in order of time. */
export interface GroupedItems {
  /** −1 for an event in no group. */
  readonly group: Int32Array;
  readonly groups: number;
  readonly item: Int32Array;
  readonly items: number;
}

/**
 * Counts for each two items the groups that hold both: list `i` has the items that share a group with item `i`, ascending, their
 * weights the numbers of such groups.
 *
 * Groups 1 2 1 and 1 3: items 1 and 2 share one, 1 and 3 share one.
 * @param most of a group only so many of its latest distinct items count, which bounds memory by groups × most².
 */
export function coOccurrences(grouped: GroupedItems, most = 30): WeightedLists {
  return countPairs(grouped, (own, add) => {
    const latest = [...new Set(own.toReversed())].slice(0, most);
    for (let i = 0; i < latest.length; i++)
      for (let j = 0; j < latest.length; j++) if (i !== j) add(latest[i]!, latest[j]!);
  });
}

/**
 * Counts how often one item comes right after another in a group: list `i` has the items after item `i`, ascending, their weights the
 * numbers of such steps. An item after itself does not count.
 */
export function successors(grouped: GroupedItems): WeightedLists {
  return countPairs(grouped, (own, add) => {
    for (let i = 1; i < own.length; i++) if (own[i] !== own[i - 1]) add(own[i - 1]!, own[i]!);
  });
}

/** Counts the pairs that a function adds for the items of each group. */
function countPairs(
  { group, groups, item, items }: GroupedItems,
  pairsOf: (own: Int32Array, add: (from: number, to: number) => void) => void,
): WeightedLists {
  const inGroup = Int32Array.from(group.keys()).filter((event) => group[event]! >= 0);
  const events = groupBy(
    inGroup.map((event) => group[event]!),
    groups,
  );
  let [from, to] = [new Int32Array(1024), new Int32Array(1024)];
  let size = 0;
  const add = (a: number, b: number) => {
    if (size === from.length) [from, to] = [grown(from), grown(to)];
    from[size] = a;
    to[size++] = b;
  };
  for (let g = 0; g < groups; g++)
    pairsOf(
      listAt(events, g).map((at) => item[inGroup[at]!]!),
      add,
    );
  const { number, first } = numberPairs(from.subarray(0, size), to.subarray(0, size));
  const count = new Float32Array(first.length);
  for (const pair of number) count[pair]!++;
  // Sorted by the second item, then stably by the first.
  const bySecond = groupBy(
    first.map((at) => to[at]!),
    items,
  ).values;
  const { offsets, values } = groupBy(
    bySecond.map((pair) => from[first[pair]!]!),
    items,
  );
  const pairs = values.map((at) => bySecond[at]!);
  return {
    offsets,
    values: pairs.map((pair) => to[first[pair]!]!),
    weights: Float32Array.from(pairs, (pair) => count[pair]!),
  };
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * column.length);
  larger.set(column);
  return larger;
}
