import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateShop, quiet } from '../data/index.js';
import { damages } from '../testing/damage/damages.js';
import { FinishedRun } from '../testing/damage/finished-run.js';
import { lastingFolder } from '../testing/pipeline-run.js';

// `npm run test:damage` does this to every file, in every way.
let folder: string;
let run: FinishedRun;
beforeAll(async () => {
  folder = await lastingFolder();
  await mkdir(join(folder, 'shop'));
  await generateShop({ events: 20_000, seed: 1, folder: join(folder, 'shop'), reporter: quiet });
  const settings = { data: join(folder, 'shop'), models: ['popular'], evaluation: { resamples: 20 } };
  run = await FinishedRun.in(folder, settings);
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['cache/split-*/train.arrow', 'flipped'],
  ['cache/ingest-*/dataset.bin', 'halved'],
  ['cache/clean-*/rejected.parquet', 'emptied'],
  ['cache/clean-*/counts.json', 'flipped'],
  ['cache/train-popular-*/model.bundle', 'removed'],
  ['cache/leaderboard-*/manifest.json', 'flipped'],
  ['cache/memos/plan-popular-*.memo', 'flipped'],
  ['cache/memos/figure-*.memo', 'flipped'],
  ['run/leaderboard.json', 'halved'],
  ['run/report.html', 'removed'],
  ['run/config.json', 'halved'],
  ['run/manifest.json', 'emptied'],
])('%s %s is made whole again, and named', async (pattern, damage) => {
  const shape = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
  const name = run.files.find((file) => shape.test(file));
  expect(name, pattern).toBeDefined();
  expect(await run.damaged(name!, damages[damage]!)).toBe('mended');
});
