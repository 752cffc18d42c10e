import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { rankingTable } from '../../testing/bench/ranking-table.js';
import { meanNdcg } from './ndcg.js';
import { trainTrees } from './train-trees.js';

const fixture = new URL('../../testing/peers/trees-ndcg.json', import.meta.url); // see trees_ndcg.py
const { parameters, runs } = JSON.parse(readFileSync(fileURLToPath(fixture), 'utf8'));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length;

it.each<{ rows: number; columns: number; query: number; ndcg: number[] }>(runs)(
  'ranks held-out queries as well as XGBoost: $rows × $columns, queries of $query',
  async ({ rows, columns, query, ndcg }) => {
    const ours: number[] = [];
    for (const [at] of ndcg.entries()) {
      const { trees } = await trainTrees(rankingTable(rows, columns, query, 1 + at), parameters, {
        seed: 1,
        threads: 1,
        reporter: quiet,
      });
      const held = rankingTable(rows, columns, query, 101 + at);
      ours.push(meanNdcg(await trees.scores(held.matrix), held.labels, held.offsets, 10));
    }
    // One table can come out .003 to either side, as trees differ where splits are nearly equal.
    expect(mean(ours)).toBeGreaterThan(mean(ndcg) - 0.002);
  },
);
