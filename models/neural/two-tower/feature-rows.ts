import type { Table } from '../../base/table.js';

/** The rows of a table for some ids, end to end; zeros for an id that it does not know. */
export function featureRows({ rows, columns, values }: Table, ids: Int32Array): Float32Array {
  const taken = new Float32Array(ids.length * columns);
  for (const [at, id] of ids.entries())
    if (id < rows) taken.set(values.subarray(id * columns, (id + 1) * columns), at * columns);
  return taken;
}
