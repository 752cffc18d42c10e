import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  readEventLog,
  type Split,
  type SplitParameters,
  type SplitParts,
  writeEventLog,
  writeRemovedEvents,
} from '../../data/index.js';

const parts = ['train', 'validation', 'test', 'overhang'] as const;

/** The content of `split.json` in a folder written by {@link writeSplit}. */
export interface SplitSummary extends Pick<Split, 'how' | 'events' | 'boundaries' | 'warnings'> {
  readonly parameters: SplitParameters;
}

/** Writes a split into a folder: an Arrow file a part, events in no part in `rejected.parquet`, `split.json`. */
export async function writeSplit(folder: string, split: Split, parameters: SplitParameters): Promise<void> {
  for (const part of parts) await writeEventLog(join(folder, `${part}.arrow`), split[part]);
  await writeRemovedEvents(join(folder, 'rejected.parquet'), [split.setAside]);
  const { how, events, boundaries, warnings } = split;
  const summary: SplitSummary = { how, events, boundaries, warnings, parameters };
  await writeFile(join(folder, 'split.json'), JSON.stringify(summary));
}

/** Reads the parts that models are fitted on and asked about. */
export async function readSplit(folder: string): Promise<SplitParts & SplitSummary> {
  const [train, validation, test, overhang] = await Promise.all(
    parts.map((part) => readEventLog(join(folder, `${part}.arrow`))),
  );
  const summary = JSON.parse(await readFile(join(folder, 'split.json'), 'utf8')) as SplitSummary;
  return { ...summary, train: train!, validation: validation!, test: test!, overhang: overhang! };
}
