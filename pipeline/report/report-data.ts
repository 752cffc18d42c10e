import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EventLog, readEventLog, type SplitParts } from '../../data/index.js';
import type { Leaderboard } from '../../evaluation/index.js';
import type { StageOutput } from '../engine/stage.js';
import { type DatasetFacts, readDatasetFacts } from '../files/dataset-file.js';
import type { Environment } from '../files/environment.js';
import { type Histories, readHistories } from '../files/history-file.js';
import type { RunConfig, SegmentTable, TaskSummary } from '../files/run-folder.js';
import { readSplit, type SplitSummary } from '../files/split-file.js';
import type { CleanSummary } from '../stages/clean.js';

/** The outputs of the stages that a report is made from. */
export interface RunStages {
  readonly ingest: StageOutput;
  readonly clean: StageOutput;
  readonly sessionize: StageOutput;
  readonly split: StageOutput;
  readonly evaluate: StageOutput;
}

/** All that a report shows. */
export interface ReportData {
  readonly config: RunConfig;
  readonly environment: Environment;
  readonly dataset: DatasetFacts;
  readonly cleaning: CleanSummary;
  /** The cleaned log, sessions cut. */
  readonly log: EventLog;
  readonly split: SplitParts & SplitSummary;
  readonly leaderboard: Leaderboard;
  readonly segments: readonly SegmentTable[];
  readonly task: TaskSummary;
  readonly histories: Histories;
}

/** Gathers what a report shows from the stages' outputs. */
export async function reportData(stages: RunStages, config: RunConfig, environment: Environment): Promise<ReportData> {
  const json = async <T>(stage: StageOutput, name: string) =>
    JSON.parse(await readFile(join(stage.folder, name), 'utf8')) as T;
  return {
    config,
    environment,
    dataset: await readDatasetFacts(stages.ingest.folder),
    cleaning: await json<CleanSummary>(stages.clean, 'counts.json'),
    log: await readEventLog(join(stages.sessionize.folder, 'events.arrow')),
    split: await readSplit(stages.split.folder),
    leaderboard: await json<Leaderboard>(stages.evaluate, 'leaderboard.json'),
    segments: await json<SegmentTable[]>(stages.evaluate, 'segments.json'),
    task: await json<TaskSummary>(stages.evaluate, 'task.json'),
    histories: await readHistories(join(stages.evaluate.folder, 'history')),
  };
}
