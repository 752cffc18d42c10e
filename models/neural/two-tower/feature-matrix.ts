import type { Table } from '../../base/table.js';
import type { Kernel } from '../../kernels/index.js';
import { fillMatrix, firstRows, type Matrix, newMatrix } from '../../kernels/neural/index.js';
import { featureRows } from './feature-rows.js';

/**
 * Makes room in a kernel's memory for the features of so many ids, `matrixBytes(rows, columns)`, and gives the function that
 * fills it; none without a table.
 */
export function featureMatrix(
  kernel: Kernel,
  table: Table | undefined,
  rows: number,
): ((ids: Int32Array) => Matrix) | undefined {
  if (!table) return undefined;
  const room = newMatrix(kernel, rows, table.columns);
  return (ids) => {
    const matrix = firstRows(room, ids.length);
    fillMatrix(matrix, featureRows(table, ids));
    return matrix;
  };
}
