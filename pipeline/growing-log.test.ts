import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lineText, quiet, type Reporter } from '../data/index.js';
import { folderOf } from '../testing/folder-of.js';
import { readJson } from '../testing/pipeline-run.js';
import { resolveStage } from './engine/stage.js';
import type { Environment } from './files/environment.js';
import { report } from './stages/report.js';
import { quietPipeline } from './study/quiet-pipeline.js';

/** Sessions of three clicks over twenty items. */
const sessions = (first: number, count: number, second: number) =>
  Array.from({ length: 3 * count }, (_, i) => {
    const session = first + Math.floor(i / 3);
    return `${session}\t${1 + ((session * 7 + i * i) % 20)}\t${second + i}\n`;
  }).join('');
const header = 'SessionId\tItemId\tTime\n';

it('a log that grows while a run goes on is said, and not taken for what was read', async () => {
  const folder = await folderOf({
    'shop/train.tsv': header + sessions(1, 200, 1_400_000_000),
    'shop/test.tsv': header + sessions(1001, 60, 1_400_001_000),
  });
  const file = join(folder, 'shop', 'test.tsv');
  const before = await readFile(file);
  const settings = {
    ...{ data: join(folder, 'shop'), models: ['popular'], evaluation: { resamples: 20 } },
    ...{ cache: join(folder, 'cache'), out: join(folder, 'run') },
  };
  const run = async (onSplit: () => Promise<void>) => {
    const lines: string[] = [];
    let growing = Promise.resolve();
    const say: Reporter['say'] = (stage, ...line) => {
      lines.push(`${stage}: ${lineText(...line)}`);
      if (stage === 'split') growing = onSplit();
    };
    await resolveStage({ ...quietPipeline(settings), reporter: { ...quiet, say } }, report);
    await growing;
    const { files } = await readJson<Environment>(folder, 'run', 'environment.json');
    return { lines, sha256: files.find(({ path }) => path === 'test.tsv')!.sha256 };
  };
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  const growing = await run(() => appendFile(file, sessions(2001, 20, 1_400_002_000)));
  expect(growing.lines.filter((line) => line.includes('warning'))).toEqual([
    `report: warning: ${file} changed since it was read; the figures are of what was read, see environment.json`,
  ]);
  expect(growing.sha256).toBe(sha256(before));

  const again = await run(async () => {});
  expect(again.lines.filter((line) => /warning|skipped/.test(line))).toEqual([]);
  expect(again.sha256).toBe(sha256(await readFile(file)));
});
