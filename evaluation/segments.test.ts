import { describe, expect, it } from 'vitest';
import { intervalsOf } from './intervals/intervals-of.js';
import type { QueryColumn } from './query-column.js';
import { segmentTable } from './segments.js';

const columns: QueryColumn[] = [
  { metric: 'mrr', k: 10, values: Float64Array.of(1, 0.5, 0, 1) },
  { metric: 'novelty', k: 10, values: Float64Array.of(3, NaN, 5, 7) },
  { metric: 'viewToCart', k: 10, values: Float64Array.of(0, 0, 1, 1), denominators: Float64Array.of(0, 0, 2, 1) },
];
const cluster = Int32Array.of(0, 1, 2, 3);

describe('segmentTable', () => {
  it('gives each segment its own figures, leaving out what has none', () => {
    const stage = { name: 'stage', labels: ['new', 'browsing', 'buyer'], code: Uint8Array.of(0, 0, 2, 2) };
    const rows = segmentTable(columns, stage, cluster, { seed: 1 });
    const means = rows.map(({ label, queries, metrics }) => ({
      label,
      queries,
      ...Object.fromEntries(Object.entries(metrics).map(([name, { mean }]) => [name, mean])),
    }));
    expect(means).toEqual([
      { label: 'new', queries: 2, 'mrr@10': 0.75, 'novelty@10': 3 },
      { label: 'buyer', queries: 2, 'mrr@10': 0.5, 'novelty@10': 6, 'viewToCart@10': 2 / 3 },
    ]);
  });

  it('gives a segment of all queries the figures and intervals of the whole', () => {
    const all = { name: 'all', labels: ['all'], code: new Uint8Array(4) };
    const [row] = segmentTable(columns, all, cluster, { seed: 1 });
    expect(row!.metrics).toEqual(intervalsOf(columns, cluster, { seed: 1 }));
  });
});
