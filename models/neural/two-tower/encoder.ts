import type { WeightedLists } from '../../../data/index.js';
import type { Table } from '../../base/table.js';
import { bytesFor } from '../../kernels/index.js';
import { fillMatrix, firstRows, matrixBytes, newMatrix, openNeural, packedMatrix } from '../../kernels/neural/index.js';
import type { Weights } from '../training/network.js';
import type { Side } from './shape.js';
import { Tower, towerBytes } from './tower.js';

/** Rows that the tower encodes at once. */
const block = 256;

/**
 * Encodes visitors, or items, as vectors.
 * @param bags for each, the embedding rows to sum up.
 * @returns vectors of length 1, row after row without padding.
 */
export type Encode = (bags: WeightedLists) => Float32Array;

/** Prepares one tower for encoding, with its final weights. */
export async function towerEncoder(side: Side, weights: Weights): Promise<Encode> {
  const table = weights.items!;
  const layers = Object.entries(weights).filter(([name]) => name.startsWith(`${side}.`));
  const hidden = weights[`${side}.hidden`]!.columns;
  const kernel = await openNeural(
    bytesFor(
      ...layers.map(([, layer]) => matrixBytes(layer.rows, layer.columns)),
      ...[towerBytes(hidden, block), 2 * matrixBytes(block, table.columns)],
    ),
  );
  const matrices = Object.fromEntries(
    layers.map(([name, layer]) => {
      const matrix = newMatrix(kernel, layer.rows, layer.columns);
      fillMatrix(matrix, layer.values);
      return [name, matrix];
    }),
  );
  const tower = new Tower(kernel, side, matrices, 1, block);
  const [sums, out] = [newMatrix(kernel, block, table.columns), newMatrix(kernel, block, table.columns)];

  return (bags) => {
    const count = bags.offsets.length - 1;
    const vectors = new Float32Array(count * table.columns);
    for (let first = 0; first < count; first += block) {
      const rows = Math.min(block, count - first);
      fillMatrix(firstRows(sums, rows), sumsOf(table, bags, first, rows));
      tower.forward(firstRows(out, rows), firstRows(sums, rows));
      vectors.set(packedMatrix(firstRows(out, rows)), first * table.columns);
    }
    return vectors;
  };
}

/** Σ weight · row of some bags, row after row. */
function sumsOf({ columns, values }: Table, bags: WeightedLists, first: number, rows: number): Float32Array {
  const sums = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let at = bags.offsets[first + row]!; at < bags.offsets[first + row + 1]!; at++) {
      const [weight, from] = [bags.weights[at]!, bags.values[at]! * columns];
      for (let column = 0; column < columns; column++) sums[row * columns + column]! += weight * values[from + column]!;
    }
  return sums;
}
