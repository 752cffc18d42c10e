import { deepStrictEqual } from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveStage } from '../../pipeline/engine/stage.js';
import { type Run, readRun } from '../../pipeline/files/run-folder.js';
import { report } from '../../pipeline/stages/report.js';
import { quietPipeline } from '../../pipeline/study/quiet-pipeline.js';
import { type FuzzedKind, rowsOf } from './fuzzed-kind.js';

/** A finished run: its files, and what is read of them. */
interface FinishedRun {
  readonly files: Record<string, Buffer>;
  readonly run: Run;
}

let made: Promise<FinishedRun> | undefined;

/** A folder of a run, read back: as it was written, or not at all. */
export const runFolder: FuzzedKind<Run> = {
  name: 'run folder',
  make: async () => {
    made ??= makeRun();
    const { files } = await made;
    return { files: { ...files }, mutable: Object.keys(files) };
  },
  load: (folder) => readRun(folder),
  check: async (run) => {
    deepStrictEqual({ ...run, folder: '' }, { ...(await made)!.run, folder: '' });
  },
};

/** A run of two models on a log of some hundred clicks. */
async function makeRun(): Promise<FinishedRun> {
  const scratch = await mkdtemp(join(tmpdir(), 'retail-recsys-fuzz-'));
  try {
    const clicks = (first: number, sessions: number) =>
      `SessionId\tItemId\tTime\n${rowsOf(3 * sessions, (i) => `${first + Math.floor(i / 3)}\t${(i * i) % 17}\t${1_400_000_000 + 1000 * first + i}`)}`;
    await writeFile(join(scratch, 'train.tsv'), clicks(1, 90));
    await writeFile(join(scratch, 'test.tsv'), clicks(1001, 20));
    const out = join(scratch, 'run');
    const settings = { data: scratch, models: ['popular', 'markov'], cache: join(scratch, 'cache'), out };
    await resolveStage(quietPipeline(settings), report);
    const entries = await readdir(out, { recursive: true, withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const files = await Promise.all(
      names.map(async (name) => [name.slice(out.length + 1), await readFile(name)] as const),
    );
    return { files: Object.fromEntries(files), run: await readRun(out) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
