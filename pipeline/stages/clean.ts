#!/usr/bin/env -S npx tsx
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CleanCount, clean as cleanLog, type Dataset, writeEventLog, writeRejected } from '../../data/index.js';
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Config } from '../config/config.js';
import { type RunContext, runStage, type StageOutput } from '../engine/stage.js';
import { readDatasetFacts, readDatasetLog } from '../files/dataset-file.js';
import { ingest } from './ingest.js';

/** What the cleaning stage leaves in `counts.json`. */
export interface CleanSummary {
  readonly counts: readonly CleanCount[];
  readonly before: number;
  readonly after: number;
}

/** Takes out duplicates, outliers and rare ids: `events.arrow`, `rejected.parquet` with the reasons, `counts.json`. */
export async function clean(context: RunContext): Promise<StageOutput> {
  const before = await ingest(context);
  const { rules, ...parameters } = context.config.clean;
  return runStage(context, {
    name: 'clean',
    module: 'pipeline/stages/clean.ts',
    computes: ['data/index.ts', 'pipeline/files/dataset-file.ts'],
    inputs: { before: before.key, rules, parameters },
    work: async (folder) => {
      const loaded = await readDatasetLog(before.folder);
      const { layout } = await readDatasetFacts(before.folder);
      const { log, rejected, counts } = cleanLog(loaded, isOn(rules, layout) ? parameters : allOff);
      await writeEventLog(join(folder, 'events.arrow'), log);
      await writeRejected(join(folder, 'rejected.parquet'), rejected);
      const summary: CleanSummary = { counts, before: loaded.time.length, after: log.time.length };
      await writeFile(join(folder, 'counts.json'), JSON.stringify(summary));
      const out = counts.filter(({ events }) => events > 0).map(({ rule, events }) => `${rule} ${events}`);
      return `${log.time.length.toLocaleString('en')} events left; taken out: ${out.join(', ') || 'none'}`;
    },
  });
}

/** Sets that others prepared for comparison stay as they are, or figures would not compare. */
const isOn = (rules: Config['clean']['rules'], layout: Dataset['layout']): boolean =>
  rules === 'on' || (rules === 'auto' && layout === 'retailrocket');

const allOff = {
  duplicates: false,
  mostEventsPerDay: 0,
  mostEventsPerHour: 0,
  mostItemsPerHour: 0,
  minimum: { perVisitor: 1, perItem: 1, passes: 'once' },
} as const;

if (isMain(import.meta.url)) void stageCommand('clean', 'Takes out duplicates, outliers and rare ids.', clean);
