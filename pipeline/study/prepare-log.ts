import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EventLog, readEventLog, type SplitParts } from '../../data/index.js';
import { type Pipeline, resolveStage } from '../engine/stage.js';
import { type DatasetFacts, readDatasetFacts } from '../files/dataset-facts-file.js';
import { readDatasetLog } from '../files/dataset-file.js';
import type { Run } from '../files/run-folder.js';
import { readSplit, type SplitSummary } from '../files/split-file.js';
import { clean } from '../stages/clean.js';
import type { CleanSummary } from '../stages/clean-log.js';
import { ingest } from '../stages/ingest.js';
import { sessionize } from '../stages/sessionize.js';
import { split } from '../stages/split.js';
import { pipelineOfRun, quietPipeline, type Settings } from './quiet-pipeline.js';

/** A shop's log at each step from the files to the split. */
export interface PreparedLog {
  /** The content of the files, including the log as loaded, without the items' properties. */
  readonly dataset: DatasetFacts & { readonly log: EventLog };
  readonly cleaning: CleanSummary;
  /** The cleaned log, sessions cut. */
  readonly log: EventLog;
  readonly split: SplitParts & SplitSummary;
  readonly seed: number;
}

/** Prepares several logs, each distinct one once. */
export async function prepareLogs(all: readonly Settings[]): Promise<PreparedLog[]> {
  const different = all.filter(({ data }, i) => all.findIndex((other) => other.data === data) === i);
  const logs: PreparedLog[] = [];
  for (const settings of different) logs.push(await prepareLog(settings));
  return logs;
}

/** Runs the stages up to the split, reusing finished ones, and reads their outputs. */
export const prepareLog = (settings: Settings): Promise<PreparedLog> => prepare(quietPipeline(settings));

/** The log of a finished run, from its stages. */
export const preparedLogOf = (run: Run): Promise<PreparedLog> => prepare(pipelineOfRun(run));

async function prepare(pipeline: Pipeline): Promise<PreparedLog> {
  const loaded = await resolveStage(pipeline, ingest);
  const cleaned = await resolveStage(pipeline, clean);
  return {
    dataset: { ...(await readDatasetFacts(loaded.folder)), log: await readDatasetLog(loaded.folder) },
    cleaning: JSON.parse(await readFile(join(cleaned.folder, 'counts.json'), 'utf8')) as CleanSummary,
    log: await readEventLog(join((await resolveStage(pipeline, sessionize)).folder, 'events.arrow')),
    split: await readSplit((await resolveStage(pipeline, split)).folder),
    seed: pipeline.config.seed,
  };
}
