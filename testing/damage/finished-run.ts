import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { InputError, quiet } from '../../data/index.js';
import { stateOf } from '../../pipeline/engine/manifest.js';
import { resolveStage } from '../../pipeline/engine/stage.js';
import { report } from '../../pipeline/stages/report.js';
import { quietPipeline, type Settings } from '../../pipeline/study/quiet-pipeline.js';
import { sameButCosts } from './same-but-costs.js';

/** What came of a damage: the run was made whole, or refused with one message. A fault is thrown. */
export type Outcome = 'mended' | 'refused';

/** A run that is whole, with its cache, to be damaged and run again. */
export class FinishedRun {
  private constructor(
    private readonly folder: string,
    private readonly settings: Settings,
    private readonly whole: ReadonlyMap<string, Buffer>,
  ) {}

  /** Runs the pipeline with its cache and run in a folder. */
  static async in(folder: string, settings: Settings): Promise<FinishedRun> {
    const own = { ...settings, cache: join(folder, 'cache'), out: join(folder, 'run') };
    await runAgain(own);
    return new FinishedRun(folder, own, filesIn(folder));
  }

  /** The files of cache and run, by path. */
  get files(): readonly string[] {
    return [...this.whole.keys()];
  }

  /**
   * Damages a file, and runs the same again: all files must come to hold what they held, the damaged one named, or the run must be
   * refused with one message. Afterwards the folder is as it was.
   * @throws Error saying what is wrong where neither is so.
   */
  async damaged(name: string, damage: (file: string, bytes: Buffer) => Promise<void>): Promise<Outcome> {
    await damage(join(this.folder, name), this.whole.get(name)!);
    const isMemo = dirname(name).endsWith('memos');
    if (isMemo) await rm(join(this.folder, 'run'), { recursive: true }); // or else nobody would read it
    try {
      const lines = await runAgain(this.settings);
      const named = lines.filter((line) => line.includes('made anew') && line.includes(basename(name)));
      if (!isMemo && named.length !== 1)
        throw new Error(`${name}: named ${named.length} times in\n${lines.join('\n')}`);
      await this.assertWhole();
      return 'mended';
    } catch (error) {
      if (error instanceof InputError) return 'refused';
      throw error;
    } finally {
      await this.restore();
    }
  }

  private async assertWhole(): Promise<void> {
    const found = filesIn(this.folder);
    for (const [name, bytes] of this.whole) {
      const now = found.get(name);
      if (!now) throw new Error(`${name} is not there again`);
      if (!now.equals(bytes) && !(await sameButCosts(name, now, bytes)))
        throw new Error(`${name} holds something else`);
      if (basename(name) !== 'manifest.json') continue;
      const state = await stateOf(join(this.folder, dirname(name)));
      if (state !== 'whole') throw new Error(`${dirname(name)} is not whole: ${JSON.stringify(state)}`);
    }
    const more = [...found.keys()].filter((name) => !this.whole.has(name));
    if (more.length > 0) throw new Error(`there is more than before: ${more.join(', ')}`);
  }

  private async restore(): Promise<void> {
    const found = filesIn(this.folder);
    for (const [name, bytes] of this.whole) {
      if (found.get(name)?.equals(bytes)) continue;
      await mkdir(dirname(join(this.folder, name)), { recursive: true });
      await writeFile(join(this.folder, name), bytes);
    }
  }
}

/** Runs what has been run before; gives the lines that it says. */
async function runAgain(settings: Settings): Promise<string[]> {
  const lines: string[] = [];
  const context = {
    ...quietPipeline(settings),
    reporter: { ...quiet, say: (stage: string, text: string) => void lines.push(`${stage}: ${text}`) },
  };
  await resolveStage(context, report);
  return lines;
}

const filesIn = (folder: string): Map<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [relative(folder, path), readFileSync(path)]),
  );
