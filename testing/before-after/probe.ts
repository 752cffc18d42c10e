// A process of its own: node --import tsx probe.ts TREE TRAIN-FOLDER SPLIT-FOLDER QUERIES
// Opens a model that a tree of this project has fitted, asks it for single visitors, and prints a ProbeFigures as JSON.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { nextTask } from '../../evaluation/index.js';
import type { sliceQueries } from '../../models/index.js';
import type { readFitted } from '../../pipeline/files/fitted-file.js';
import type { readSplit } from '../../pipeline/files/split-file.js';
import type { fitPartsFor } from '../../pipeline/stages/fit-parts.js';
import { median } from '../bench/median.js';

/** Milliseconds of the processor. */
export interface ProbeFigures {
  /** Of opening the model again, the middle one. */
  readonly load: number;
  /** The answer to one visitor: the middle one, and the one that 95 of 100 do not exceed. */
  readonly median: number;
  readonly p95: number;
}

const [tree, fitted, split, count] = process.argv.slice(2) as [string, string, string, string];

/** What the tree's own modules export, wherever they lie in it. */
async function from<T>(...paths: readonly string[]): Promise<T> {
  const path = paths.map((path) => join(tree, path)).find((file) => existsSync(file));
  return (await import(pathToFileURL(path!).href)) as T;
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const files = await from<{ readFitted: typeof readFitted }>('pipeline/files/fitted-file.ts', 'pipeline/fitted-file.ts');
// The first opening loads the model's code, which the two trees do at different times.
const { model } = await files.readFitted(fitted);
const loads: number[] = [];
for (let i = 0; i < 7; i++) {
  const before = cpu();
  await files.readFitted(fitted);
  loads.push(cpu() - before);
}

const times: number[] = [];
if (Number(count) > 0) {
  const splits = await from<{ readSplit: typeof readSplit }>('pipeline/files/split-file.ts', 'pipeline/split-file.ts');
  const parts = await from<{ fitPartsFor: typeof fitPartsFor }>(
    'pipeline/stages/fit-parts.ts',
    'pipeline/fit-parts.ts',
  );
  const { nextTask: task } = await from<{ nextTask: typeof nextTask }>('evaluation/index.ts');
  const { sliceQueries: slice } = await from<{ sliceQueries: typeof sliceQueries }>('models/index.ts');
  const { train, held } = parts.fitPartsFor({ protocol: 'next', on: 'test', seed: 1 }, await splits.readSplit(split));
  const { queries } = task(train, held);
  const step = Math.max(1, Math.floor(queries.visitor.length / Number(count)));
  for (let query = 0; query < queries.visitor.length; query += step) {
    const one = slice(queries, query, query + 1);
    const started = cpu();
    await model.recommend(one, 20);
    times.push(cpu() - started);
  }
}
const warm = times.slice(50).sort((a, b) => a - b);
const figures: ProbeFigures = {
  load: median(loads),
  median: warm.length > 0 ? median(warm) : 0,
  p95: warm[Math.floor(0.95 * warm.length)] ?? 0,
};
process.stdout.write(JSON.stringify(figures));
