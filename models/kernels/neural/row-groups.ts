import { bytesFor, type Kernel } from '../kernel.js';

/** The distinct rows of a table that a batch touches, and where each occurs among its ids. All in the kernel's memory. */
export interface RowGroups {
  /** The rows in the order of their first occurrence. */
  readonly rows: Int32Array;
  /** The start of each row's places, and one more entry for the end. */
  readonly offsets: Int32Array;
  /** Places among the ids, ascending within a row. */
  readonly places: Int32Array;
}

/** The bytes that {@link rowGroups} requires for at most so many ids. */
export const rowGroupsBytes = (most: number): number => 2 * bytesFor(4 * most) + bytesFor(4 * (most + 1));

/**
 * Allocates memory for grouping at most so many ids, and returns the function that groups them.
 * @param tableRows all ids are smaller than this.
 * @returns a function whose result is valid until its next call.
 */
export function rowGroups(kernel: Kernel, most: number, tableRows: number): (ids: Int32Array) => RowGroups {
  const rows = kernel.ints(most);
  const offsets = kernel.ints(most + 1);
  const places = kernel.ints(most);
  const groupOf = new Int32Array(tableRows).fill(-1);
  const groupAt = new Int32Array(most);
  return (ids) => {
    let count = 0;
    offsets.fill(0, 0, ids.length + 1);
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place]!;
      let group = groupOf[id]!;
      if (group < 0) {
        group = count++;
        groupOf[id] = group;
        rows[group] = id;
      }
      groupAt[place] = group;
      offsets[group + 1]!++;
    }
    for (let group = 0; group < count; group++) offsets[group + 1]! += offsets[group]!;
    // Each group's end is filled backwards and becomes its start.
    for (let place = ids.length - 1; place >= 0; place--) places[--offsets[groupAt[place]! + 1]!] = place;
    offsets.copyWithin(0, 1, count + 1);
    offsets[count] = ids.length;
    for (let group = 0; group < count; group++) groupOf[rows[group]!] = -1;
    return {
      rows: rows.subarray(0, count),
      offsets: offsets.subarray(0, count + 1),
      places: places.subarray(0, ids.length),
    };
  };
}
