/** Lists of unequal length stored end to end: list `i` is `values[offsets[i] … offsets[i + 1]]`. */
export interface Lists {
  /** Length: number of lists + 1. */
  readonly offsets: Int32Array;
  readonly values: Int32Array;
}

/** Stores lists end to end. */
export function packLists(lists: readonly ArrayLike<number>[]): Lists {
  const offsets = new Int32Array(lists.length + 1);
  for (let i = 0; i < lists.length; i++) offsets[i + 1] = offsets[i]! + lists[i]!.length;
  const values = new Int32Array(offsets[lists.length]!);
  for (let i = 0; i < lists.length; i++) values.set(lists[i]!, offsets[i]);
  return { offsets, values };
}

/** Returns `lists` empty lists. */
export const emptyLists = (lists: number): Lists => ({ offsets: new Int32Array(lists + 1), values: new Int32Array(0) });

/** One list, without a copy. */
export const listAt = (lists: Lists, i: number): Int32Array =>
  lists.values.subarray(lists.offsets[i]!, lists.offsets[i + 1]!);

/**
 * Groups the positions 0 … n−1 by a key below `keys`: list `k` holds the positions with `key[position] === k`,
 * ascending (a counting sort, so equal keys keep their order).
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

/** A sparse matrix by rows (CSR): row `i` has the columns of list `i`, ascending, with their weights in parallel. */
export interface WeightedLists extends Lists {
  readonly weights: Float32Array;
}

/** Transposes a matrix: list `c` holds the rows that have column `c`, ascending. */
export function transposed(matrix: WeightedLists, columns: number): WeightedLists {
  const { offsets: from, values: columnOf, weights: weightOf } = matrix;
  const offsets = new Int32Array(columns + 1);
  for (const column of columnOf) offsets[column + 1]!++;
  for (let column = 0; column < columns; column++) offsets[column + 1]! += offsets[column]!;
  const next = offsets.slice(0, columns);
  const values = new Int32Array(columnOf.length);
  const weights = new Float32Array(columnOf.length);
  for (let row = 0; row + 1 < from.length; row++)
    for (let at = from[row]!; at < from[row + 1]!; at++) {
      const to = next[columnOf[at]!]!++;
      values[to] = row;
      weights[to] = weightOf[at]!;
    }
  return { offsets, values, weights };
}
