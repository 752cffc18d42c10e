import { seededRandom } from '../data/index.js';
import type { RankingExamples } from '../models/ranking/ranking-examples.js';

/**
 * Queries of `size` rows and features a, b, c, of which labels 0 … 3 depend on a (rising), b (by its distance from 0) and chance; c says
 * nothing. A tenth of all values is missing.
 */
export function rankingExamples(
  seed: number,
  queries: number,
  size: number,
): RankingExamples & { offsets: Int32Array } {
  const random = seededRandom(seed);
  const rows = queries * size;
  const values = new Float32Array(3 * rows);
  const labels = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const [a, b, c] = [random.normal(), random.normal(), random.normal()];
    const relevance = a - Math.abs(b) + 0.3 * random.normal();
    labels[row] = relevance > 1 ? 3 : relevance > 0 ? 2 : relevance > -0.5 ? 1 : 0;
    values.set(
      [a, b, c].map((value) => (random.float() < 0.1 ? Number.NaN : value)),
      3 * row,
    );
  }
  const offsets = Int32Array.from({ length: queries + 1 }, (_, query) => query * size);
  return { matrix: { values, names: ['a', 'b', 'c'] }, labels, offsets };
}
