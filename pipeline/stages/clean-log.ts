import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CleanCount,
  type CleanParameters,
  clean as cleanLog,
  countText,
  everyOf,
  writeEventLog,
  writeRemovedEvents,
} from '../../data/index.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { readDatasetLog } from '../files/dataset-file.js';

export type CleanInputs = CleanParameters;

/** The content of the cleaning stage's `counts.json`. */
export interface CleanSummary {
  readonly counts: readonly CleanCount[];
  readonly before: number;
  readonly after: number;
}

/** Cleans the loaded log. */
export async function work(
  folder: string,
  { inputs, needs, pipeline }: StageCall<CleanInputs, { before: Stage }>,
): Promise<string> {
  const loaded = await readDatasetLog(needs.before.folder);
  const { log, rejected, counts } = cleanLog(loaded, inputs);
  await writeEventLog(join(folder, 'events.arrow'), log);
  await writeRemovedEvents(join(folder, 'rejected.parquet'), rejected);
  const summary: CleanSummary = { counts, before: loaded.time.length, after: log.time.length };
  await writeFile(join(folder, 'counts.json'), JSON.stringify(summary));
  for (const { rule, lost } of counts)
    if (lost) pipeline.reporter.say('clean', `the rule ${rule} took out ${everyOf(lost)}`, 'warning');
  const out = counts.filter(({ events }) => events > 0).map(({ rule, events }) => `${rule} ${countText(events)}`);
  return `${countText(log.time.length)} events left; taken out: ${out.join(', ') || 'none'}`;
}
