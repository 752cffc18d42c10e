import type { EventLog, Lists } from '../../data/index.js';

/** The binary visitor × item matrix, once as lists of items and once as lists of visitors. */
export interface DistinctPairs {
  /** The distinct items of each visitor, ascending. */
  readonly byVisitor: Lists;
  /** The distinct visitors of each item, ascending. */
  readonly byItem: Lists;
}

/** Returns the distinct visitor–item pairs of a log, whatever the kind and number of their events. */
export function distinctPairs(log: EventLog): DistinctPairs {
  const byItem = transpose(gather(log.visitor, log.item, log.visitors.size), log.items.size);
  return { byVisitor: transpose(byItem, log.visitors.size), byItem };
}

/** Groups values by key, in the order given. */
function gather(key: Int32Array, value: Int32Array, keys: number): Lists {
  const offsets = offsetsOf(key, keys);
  const next = offsets.slice();
  const values = new Int32Array(value.length);
  for (let i = 0; i < key.length; i++) values[next[key[i]!]!++] = value[i]!;
  return { offsets, values };
}

/** For each value below `keys` the lists that contain it, each once, ascending. */
function transpose(lists: Lists, keys: number): Lists {
  const offsets = offsetsOf(lists.values, keys);
  const next = offsets.slice();
  const values = new Int32Array(lists.values.length);
  for (let list = 0; list + 1 < lists.offsets.length; list++)
    for (let at = lists.offsets[list]!; at < lists.offsets[list + 1]!; at++) {
      const key = lists.values[at]!;
      const place = next[key]!;
      if (place > offsets[key]! && values[place - 1] === list) continue;
      values[place] = list;
      next[key] = place + 1;
    }
  return packed(offsets, next, values);
}

/** Closes the gaps between lists: list `i` occupies `start[i] … end[i]`, in order. */
function packed(start: Int32Array, end: Int32Array, values: Int32Array): Lists {
  const offsets = new Int32Array(start.length);
  let to = 0;
  for (let list = 0; list + 1 < start.length; list++) {
    for (let from = start[list]!; from < end[list]!; from++) values[to++] = values[from]!;
    offsets[list + 1] = to;
  }
  return { offsets, values: values.slice(0, to) };
}

function offsetsOf(key: Int32Array, keys: number): Int32Array {
  const offsets = new Int32Array(keys + 1);
  for (let i = 0; i < key.length; i++) offsets[key[i]! + 1]!++;
  for (let k = 0; k < keys; k++) offsets[k + 1]! += offsets[k]!;
  return offsets;
}
