import { type EventLog, groupBy, type Lists, listAt } from '../data/index.js';

/** The visitor × item matrix of who touched what, once as lists of items and once as lists of visitors. */
export interface DistinctPairs {
  /** The distinct items of each visitor, ascending. */
  readonly byVisitor: Lists;
  /** The distinct visitors of each item, ascending. */
  readonly byItem: Lists;
}

/** Gathers the distinct visitor–item pairs of a log, whatever the kind and number of events between them. */
export function distinctPairs(log: EventLog): DistinctPairs {
  const events = groupBy(log.item, log.items.size);
  const lastItem = new Int32Array(log.visitors.size).fill(-1);
  const visitorOfPair = new Int32Array(log.item.length);
  const itemOfPair = new Int32Array(log.item.length);
  let pairs = 0;
  for (let item = 0; item < log.items.size; item++) {
    for (const event of listAt(events, item)) {
      const visitor = log.visitor[event]!;
      if (lastItem[visitor] === item) continue;
      lastItem[visitor] = item;
      visitorOfPair[pairs] = visitor;
      itemOfPair[pairs++] = item;
    }
  }
  const byVisitor = listsOf(visitorOfPair.subarray(0, pairs), itemOfPair.subarray(0, pairs), log.visitors.size);
  const visitorSorted = expand(byVisitor);
  const byItem = listsOf(byVisitor.values, visitorSorted, log.items.size);
  return { byVisitor, byItem };
}

/** For each key the list of its values, in the order given. */
function listsOf(key: Int32Array, value: Int32Array, keys: number): Lists {
  const { offsets, values } = groupBy(key, keys);
  for (let i = 0; i < values.length; i++) values[i] = value[values[i]!]!;
  return { offsets, values };
}

/** The list that each entry stands in. */
function expand(lists: Lists): Int32Array {
  const owner = new Int32Array(lists.values.length);
  for (let list = 0; list + 1 < lists.offsets.length; list++)
    owner.fill(list, lists.offsets[list]!, lists.offsets[list + 1]!);
  return owner;
}
