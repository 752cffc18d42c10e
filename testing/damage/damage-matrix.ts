// npm run test:damage: every file of a run and of its cache, damaged in every way, must be made whole again or refused.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generateShop, quiet } from '../../data/index.js';
import { lastingFolder } from '../pipeline-run.js';
import { damages } from './damages.js';
import { FinishedRun } from './finished-run.js';

const folder = await lastingFolder();
await mkdir(join(folder, 'shop'));
await generateShop({ events: 20_000, seed: 1, folder: join(folder, 'shop'), reporter: quiet });
const run = await FinishedRun.in(folder, {
  data: join(folder, 'shop'),
  models: ['popular', 'item-knn', 'gru4rec'],
  parameters: { gru4rec: { epochs: 1, layers: [16] } },
  evaluation: { resamples: 20 },
});
const counts = { mended: 0, refused: 0, failed: 0 };
for (const name of run.files.filter((file) => !file.startsWith('shop/')))
  for (const [damage, apply] of Object.entries(damages)) {
    const outcome = await run.damaged(name, apply).catch((error: Error) => {
      process.stdout.write(`${name} ${damage}: ${error.stack}\n`);
      return 'failed' as const;
    });
    counts[outcome]++;
    if (outcome === 'refused') process.stdout.write(`${name} ${damage}: refused\n`);
  }
await rm(folder, { recursive: true });
process.stdout.write(`${JSON.stringify(counts)}\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;
