import { mix } from '../../data/index.js';
import type { RankingExamples } from '../../models/ranking/ranking-examples.js';

/**
 * Queries of rows and features for rankers, alike in Python (`testing/peers/ranking_table.py`). Of three columns one has small whole
 * numbers, one is even, one skewed; of five one misses a tenth of its values. Grades 0 … 4, few of them high, depend on the first
 * six columns and on chance.
 */
export function rankingTable(
  rows: number,
  columns: number,
  querySize: number,
  seed: number,
): Required<RankingExamples> {
  const values = new Float32Array(rows * columns);
  const labels = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = mix(mix(seed, 1), row);
    const draw = (of: number) => mix(own, of) / 2 ** 32;
    for (let column = 0; column < columns; column++) {
      const u = draw(column);
      const value = [Math.floor(12 * u * u), u, u * u * u * u][column % 3]!;
      values[row * columns + column] = column % 5 === 4 && draw(1000 + column) < 0.1 ? Number.NaN : value;
    }
    const chance = draw(2000) + draw(2001) + draw(2002);
    const relevance =
      2 * draw(1) - 2 * Math.abs(draw(4) - 0.5) + draw(2) * draw(5) + draw(0) * draw(0) + draw(3) * draw(1) + chance;
    labels[row] = [3.25, 3.7, 4, 4.4].filter((least) => relevance >= least).length;
  }
  const names = Array.from({ length: columns }, (_, column) => `f${column}`);
  const offsets = Int32Array.from({ length: rows / querySize + 1 }, (_, query) => query * querySize);
  return { matrix: { values, names }, labels, offsets };
}
