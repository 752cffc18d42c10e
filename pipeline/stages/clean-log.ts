import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CleanCount, clean as cleanLog, type Dataset, writeEventLog, writeRejected } from '../../data/index.js';
import type { Config } from '../config/config.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { readDatasetLog } from '../files/dataset-file.js';

export type CleanInputs = Config['clean'];

/** What the cleaning stage leaves in `counts.json`. */
export interface CleanSummary {
  readonly counts: readonly CleanCount[];
  readonly before: number;
  readonly after: number;
}

/** Cleans the loaded log. */
export async function work(
  folder: string,
  { inputs, needs }: StageCall<CleanInputs, { before: Stage }>,
): Promise<string> {
  const { rules, ...parameters } = inputs;
  const loaded = await readDatasetLog(needs.before.folder);
  const { layout } = await readDatasetFacts(needs.before.folder);
  const { log, rejected, counts } = cleanLog(loaded, isOn(rules, layout) ? parameters : allOff);
  await writeEventLog(join(folder, 'events.arrow'), log);
  await writeRejected(join(folder, 'rejected.parquet'), rejected);
  const summary: CleanSummary = { counts, before: loaded.time.length, after: log.time.length };
  await writeFile(join(folder, 'counts.json'), JSON.stringify(summary));
  const out = counts.filter(({ events }) => events > 0).map(({ rule, events }) => `${rule} ${events}`);
  return `${log.time.length.toLocaleString('en')} events left; taken out: ${out.join(', ') || 'none'}`;
}

/** Sets that others prepared for comparison stay as they are, or figures would not compare. */
const isOn = (rules: CleanInputs['rules'], layout: Dataset['layout']): boolean =>
  rules === 'on' || (rules === 'auto' && layout === 'retailrocket');

const allOff = {
  duplicates: false,
  mostEventsPerDay: 0,
  mostEventsPerHour: 0,
  mostItemsPerHour: 0,
  minimum: { perVisitor: 1, perItem: 1, passes: 'once' },
} as const;
