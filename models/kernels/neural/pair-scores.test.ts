import { describe, expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import type { Table } from '../../base/table.js';
import { newMatrix, openNeural, packedMatrix, pairScorer } from './index.js';

const rowOf = ({ columns, values }: Table, row: number) => [...values.subarray(row * columns, (row + 1) * columns)];
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe.each([
  { queries: 1, items: 1, factors: 1, widths: [1] },
  { queries: 3, items: 70, factors: 0, widths: [5, 20] },
  { queries: 11, items: 131, factors: 17, widths: [32, 16, 8] },
])('scores $queries × $items by $factors factors and layers of $widths', ({ queries, items, factors, widths }) => {
  const [first] = widths as [number, ...number[]];
  const parts = [randomTable(queries, first, 1), randomTable(items, first, 2)] as const;
  const layers = widths.slice(1).map((width, i) => ({
    weights: randomTable(widths[i]!, width, 3 + i),
    biases: randomTable(1, width, 13 + i),
  }));
  const output = randomTable(1, widths.at(-1)!, 23);
  const tables = [randomTable(queries, factors, 24), randomTable(items, factors, 25)] as const;

  const naive = (query: number, item: number) => {
    const other = rowOf(parts[1], item);
    let layer = rowOf(parts[0], query).map((value, i) => Math.max(0, value + other[i]!));
    for (const { weights, biases } of layers) {
      const inputs = layer;
      layer = rowOf(biases, 0).map((bias, column) =>
        Math.max(0, bias + inputs.reduce((sum, value, row) => sum + value * rowOf(weights, row)[column]!, 0)),
      );
    }
    return dot(layer, rowOf(output, 0)) + dot(rowOf(tables[0], query), rowOf(tables[1], item));
  };

  it('as a naive version does, whatever the number of threads and of queries', async () => {
    const kernel = await openNeural(1 << 20);
    const tower = {
      queries: matrixOf(kernel, parts[0]),
      items: matrixOf(kernel, parts[1]),
      layers: layers.map(({ weights, biases }) => ({
        weights: matrixOf(kernel, weights),
        biases: matrixOf(kernel, biases),
      })),
      output: matrixOf(kernel, output),
    };
    const inner = { queries: matrixOf(kernel, tables[0]), items: matrixOf(kernel, tables[1]) };
    const scores = newMatrix(kernel, queries, items);
    const score = pairScorer(kernel, tower, factors > 0 ? inner : undefined);
    await kernel.withThreads(2, () => score(scores));
    const ours = packedMatrix(scores);
    for (let query = 0; query < queries; query++)
      for (let item = 0; item < items; item++) expect(ours[query * items + item]).toBeCloseTo(naive(query, item), 3);
    const alone = newMatrix(kernel, 1, items);
    score(alone);
    expect(packedMatrix(alone)).toEqual(ours.slice(0, items));
  });
});
