import type { Kernel } from '../kernel.js';
import type { Matrix } from './matrix.js';
import { phase } from './phase.js';
import type { RowGroups } from './row-groups.js';

/** Row i of `out` = row ids[i] of `table`; `ids` lie in the kernel's memory. */
export function gatherRows(kernel: Kernel, out: Matrix, table: Matrix, ids: Int32Array): void {
  const work = (ids.length * table.stride) / 4;
  const args = [out.values.byteOffset, table.values.byteOffset, 4 * table.stride, ids.byteOffset, ids.length];
  phase(kernel, work, 'gatherRows', ...args);
}

/** Row i of `out` = the sum of the gradients' rows in group i, added in their order. */
export function sumRows(kernel: Kernel, out: Matrix, gradients: Matrix, { offsets, places, rows }: RowGroups): void {
  phase(
    kernel,
    (places.length * out.stride) / 8,
    'sumRows',
    ...[out.values.byteOffset, gradients.values.byteOffset, 4 * out.stride],
    ...[offsets.byteOffset, places.byteOffset, rows.length],
  );
}
