import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createModel } from '../models/index.js';
import { lastingFolder } from '../testing/pipeline-run.js';
import { combinations } from './grid.js';
import { searchSpaces } from './search-spaces.js';
import { tuneByBudget, tunedFinding, tunedTable } from './tune-by-budget.js';

let scratch: string;
beforeAll(async () => {
  scratch = await lastingFolder();
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

it('tries as many combinations of each model, and shows what is best on validation beside the defaults', async () => {
  const settings = { events: 20_000, seed: 1, protocol: 'future', cache: join(scratch, 'cache') };
  const tuned = await tuneByBudget(settings, ['item-knn', 'user-knn'], 3);
  expect(tuned.map(({ model, tried }) => [model, tried])).toEqual([
    ['item-knn', 3],
    ['user-knn', 3],
  ]);
  for (const { validation, final, chosen } of tuned) {
    expect(validation[1].figure.mean).toBeGreaterThanOrEqual(validation[0].figure.mean);
    expect(final[1].difference).toMatchObject({ comparisons: 2 });
    expect(final[1].difference!.mean).toBeCloseTo(final[1].figure.mean - final[0].figure.mean, 12);
    if (Object.keys(chosen).length === 0) expect(final[1].difference!.mean).toBe(0);
  }
  expect(tunedTable(tuned)[0]).toMatchObject({ model: 'item-knn', tried: 3, verdict: expect.any(String) });
  expect(tunedFinding(tuned)).toMatch(
    /^Tuned on validation, .*item-knn.*\. The best of them is then (item|user)-knn, ndcg@10 \.\d{4}/,
  );
  expect(await tuneByBudget(settings, ['item-knn', 'user-knn'], 3)).toEqual(tuned); // the same seed draws the same
});

it('has spaces whose every combination the model takes', () => {
  for (const [model, grids] of Object.entries(searchSpaces))
    for (const parameters of grids.flatMap((grid) => combinations(grid)))
      expect(() => createModel(model, parameters)).not.toThrow();
});
