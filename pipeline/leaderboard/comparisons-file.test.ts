import { expect, it } from 'vitest';
import { type Compared, compareToFirst } from '../../evaluation/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { comparisonsFile, readComparisons } from './comparisons-file.js';
import { verdictTexts } from './verdict-text.js';

it('gives comparisons back as they were, also those of which nothing can be told', async () => {
  const of = (name: string, share: number): Compared => ({
    ...{ name, metric: 'mrr@10', values: Float64Array.from({ length: 40 }, (_, i) => (i % 7) * share) },
    figure: { mean: 3 * share, low: Number.NaN, high: Number.NaN },
  });
  const rows = [new Int32Array(40), Int32Array.from({ length: 40 }, (_, i) => i)].flatMap((cluster) =>
    compareToFirst([[of('als', 0.1), of('stan', 0.12)]], cluster, { seed: 1 }),
  );
  const [told, untold] = [rows[3]!.difference!, rows[1]!.difference!];
  expect(untold).toMatchObject({ low: NaN, high: NaN, p: NaN, corrected: NaN, verdict: 'cannot tell' });
  expect(told.p).toBeGreaterThan(0);
  const folder = await folderOf({ [comparisonsFile]: JSON.stringify({ verdicts: ['als leads.'], rows }) });
  const read = await readComparisons(folder);
  expect(read).toEqual({ verdicts: ['als leads.'], rows });
  expect(verdictTexts(read.rows.slice(0, 2))).toEqual(verdictTexts(rows.slice(0, 2)));
});
