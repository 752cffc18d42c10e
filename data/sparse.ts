/** Lists of unequal length laid end to end: list `i` is `values[offsets[i] … offsets[i + 1]]`. */
export interface Lists {
  /** Length: number of lists + 1. */
  readonly offsets: Int32Array;
  readonly values: Int32Array;
}

/** Lays lists end to end. */
export function packLists(lists: readonly ArrayLike<number>[]): Lists {
  const offsets = new Int32Array(lists.length + 1);
  for (let i = 0; i < lists.length; i++) offsets[i + 1] = offsets[i]! + lists[i]!.length;
  const values = new Int32Array(offsets[lists.length]!);
  for (let i = 0; i < lists.length; i++) values.set(lists[i]!, offsets[i]);
  return { offsets, values };
}

/** One list, without a copy. */
export const listAt = (lists: Lists, i: number): Int32Array =>
  lists.values.subarray(lists.offsets[i]!, lists.offsets[i + 1]!);

/**
 * Positions 0 … n−1 grouped by a key below `keys`: list `k` holds the positions with `key[position] === k`, ascending
 * (a counting sort, so equal keys keep their order).
 */
export function groupBy(key: ArrayLike<number>, keys: number): Lists {
  const offsets = new Int32Array(keys + 1);
  for (let i = 0; i < key.length; i++) offsets[key[i]! + 1]!++;
  for (let k = 0; k < keys; k++) offsets[k + 1]! += offsets[k]!;
  const next = offsets.slice(0, keys);
  const values = new Int32Array(key.length);
  for (let i = 0; i < key.length; i++) values[next[key[i]!]!++] = i;
  return { offsets, values };
}
