import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Interval, type Leaderboard, parseFigures, type SegmentRow } from '../../evaluation/index.js';
import type { Parameters } from '../../models/index.js';
import type { Environment } from './environment.js';
import { type Histories, readHistories } from './history-file.js';
import { type RunConfig, readRunConfig } from './run-config.js';

/** The content of `task.json`: the evaluation's summary of its task. */
export interface TaskSummary {
  /** Counts of what was set aside. */
  readonly counts: Readonly<Record<string, number>>;
  /** Each model's parameters, defaults filled in. */
  readonly parameters: Readonly<Record<string, Parameters>>;
  /** Models' notes on fitting and inference, for models that made any. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
  /** Accuracy of ranking by the truth of a generated log under P-next, by names such as `recall@20`: the best possible values. */
  readonly bestPossible?: Readonly<Record<string, Interval>>;
}

/** The figures of one model by one segmentation, as `segments.json` lists them. */
export interface SegmentTable {
  readonly segmentation: string;
  readonly model: string;
  readonly rows: readonly SegmentRow[];
}

/** A finished run, read back. */
export interface Run extends Pick<Environment, 'files' | 'backend'> {
  readonly folder: string;
  readonly config: RunConfig;
  readonly leaderboard: Leaderboard;
  readonly segments: readonly SegmentTable[];
  readonly task: TaskSummary;
  readonly histories: Histories;
  readonly environment: Environment;
  /** The dataset's name. */
  readonly name: string;
}

/**
 * Reads a finished run.
 * @throws InputError for a folder that is not a run folder, one of another version, or one that is damaged.
 */
export async function readRun(folder: string): Promise<Run> {
  const config = await readRunConfig(folder);
  const read = async (name: string) => parseFigures(await readFile(join(folder, name), 'utf8'));
  const leaderboard = (await read('leaderboard.json')) as Leaderboard;
  const environment = (await read('environment.json')) as Environment;
  const { files, backend } = environment;
  return {
    folder,
    config,
    leaderboard,
    name: leaderboard.dataset,
    environment,
    files,
    backend,
    segments: (await read('segments.json')) as SegmentTable[],
    task: (await read('task.json')) as TaskSummary,
    histories: await readHistories(join(folder, 'history')),
  };
}
