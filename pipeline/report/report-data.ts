import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EventLog, readEventLog, type SplitParts } from '../../data/index.js';
import { type ComparedRow, type Leaderboard, parseFigures } from '../../evaluation/index.js';
import type { StageOutput } from '../engine/stage.js';
import { type DatasetFacts, readDatasetFacts } from '../files/dataset-facts-file.js';
import type { Environment } from '../files/environment.js';
import { type Histories, readHistories } from '../files/history-file.js';
import type { RunConfig } from '../files/run-config.js';
import type { SegmentTable, TaskSummary } from '../files/run-folder.js';
import { readSplit, type SplitSummary } from '../files/split-file.js';
import { compareModels } from '../leaderboard/compare-models.js';
import { comparedMetrics } from '../leaderboard/leading-metrics.js';
import type { CleanSummary } from '../stages/clean-log.js';
import type { Draw } from './figure-html.js';

/** The data of a report. */
export interface ReportData {
  readonly config: RunConfig;
  readonly environment: Environment;
  readonly dataset: DatasetFacts;
  readonly cleaning: CleanSummary;
  /** The cleaned log, sessions cut. */
  readonly log: EventLog;
  readonly split: SplitParts & SplitSummary;
  readonly leaderboard: Leaderboard;
  /** Each model compared with the leader by the two leading metrics. */
  readonly compared: readonly ComparedRow[];
  readonly segments: readonly SegmentTable[];
  readonly task: TaskSummary;
  readonly histories: Histories;
  readonly draw: Draw;
}

/** Collects a report's data from the outputs of stages and from the tables already in its run folder. */
export async function reportData(
  stages: { readonly [Name in 'ingest' | 'clean' | 'sessionize' | 'split']: StageOutput },
  run: string,
  given: Pick<ReportData, 'config' | 'environment' | 'draw'>,
): Promise<ReportData> {
  const json = async <T>(folder: string, name: string) => parseFigures(await readFile(join(folder, name), 'utf8')) as T;
  const leaderboard = await json<Leaderboard>(run, 'leaderboard.json');
  const segments = await json<SegmentTable[]>(run, 'segments.json');
  const metrics = comparedMetrics(leaderboard);
  return {
    ...given,
    dataset: await readDatasetFacts(stages.ingest.folder),
    cleaning: await json<CleanSummary>(stages.clean.folder, 'counts.json'),
    log: await readEventLog(join(stages.sessionize.folder, 'events.arrow')),
    split: await readSplit(stages.split.folder),
    leaderboard,
    compared: await compareModels({ folder: run, config: given.config, leaderboard, segments }, { metrics }),
    segments,
    task: await json<TaskSummary>(run, 'task.json'),
    histories: await readHistories(join(run, 'history')),
  };
}
