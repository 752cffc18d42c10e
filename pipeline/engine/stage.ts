import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { chalk } from 'zx';
import { type Progress, writeWhole } from '../../data/index.js';
import type { Config } from '../config/config.js';
import { codeVersion } from './code-version.js';
import { duration } from './duration.js';
import { root } from './root.js';

/** What a run hands to each of its stages. */
export interface RunContext {
  readonly config: Config;
  readonly force: boolean;
  readonly progress: Progress;
  /** Hears a line about each stage. */
  readonly say: (stage: string, text: string) => void;
  /** Stages that this run has been through already: a stage is needed by several later ones. */
  readonly done: Map<string, StageOutput>;
}

/** The finished output of a stage: a folder, named after a hash of all that it depends on. */
export interface StageOutput {
  readonly key: string;
  readonly folder: string;
}

/** One piece of the pipeline's work, done only when what it depends on has changed. */
export interface StageWork {
  readonly name: string;
  /** The stage's own module, from the repository's root: its text is part of what the output depends on. */
  readonly module: string;
  /**
   * The modules that do the computing: their code, and what they use of others, is so too. Where the stage itself calls a
   * room's functions, the room's index.ts is among them. Commands and settings are not.
   */
  readonly computes: readonly string[];
  /** All else that the output depends on: parameters, and keys of earlier outputs. */
  readonly inputs: unknown;
  /** Does the work into a folder that exists and is empty, to become `output`; says in a few words what came of it. */
  readonly work: (folder: string, output: StageOutput) => Promise<string>;
}

/**
 * Does a stage's work, or finds it done: the output folder `<cache>/<name>-<hash>` appears whole or not at all, and is
 * used as it is when module, inputs and versions are the same.
 */
export async function runStage({ config, force, say, done }: RunContext, stage: StageWork): Promise<StageOutput> {
  const key = hash([stage.name, await codeVersion(stage.computes, stage.module), stage.inputs]);
  const folder = join(resolve(root, config.cache), `${stage.name}-${key.slice(0, 12)}`);
  if (done.has(key)) return done.get(key)!;
  done.set(key, { key, folder });
  const started = performance.now();
  if (!force && existsSync(folder)) {
    say(stage.name, chalk.gray(`unchanged, skipped (${relative(process.cwd(), folder)})`));
    return { key, folder };
  }
  let note = '';
  await writeWhole(folder, async (temporary) => {
    await mkdir(temporary);
    note = await stage.work(temporary, { key, folder });
  });
  say(stage.name, `${note} ${chalk.gray(duration((performance.now() - started) / 1000))}`);
  return { key, folder };
}

/** Writes a line about a stage to standard error, in the place of a progress bar that may stand there. */
export function sayOnStderr(stage: string, text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[2K' : ''}${chalk.bold(stage.padEnd(22))} ${text}\n`);
}

/** A hash of any JSON value. */
export const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
