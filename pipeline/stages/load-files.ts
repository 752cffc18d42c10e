import { join } from 'node:path';
import {
  countText,
  type Dataset,
  InputError,
  loadDataset,
  type Mapping,
  writeRejectedLines,
} from '../../data/index.js';
import { categoryPaths, knownCategories } from '../../features/index.js';
import type { ContentHash } from '../engine/content-hashes.js';
import type { StageCall } from '../engine/stage.js';
import { writeDataset } from '../files/dataset-file.js';
import type { SourceContents } from './source.js';

export interface IngestInputs {
  /** What the files hold. */
  readonly contents: SourceContents;
  readonly mapping: Mapping | null;
  readonly maxRejects: number;
}

/** Reads the files of a source into one log, together with the item properties. */
export async function loadFiles(
  folder: string,
  source: string,
  { inputs, pipeline }: StageCall<IngestInputs>,
): Promise<string> {
  const dataset = await loadDataset(source, {
    maxRejects: inputs.maxRejects,
    reporter: pipeline.reporter,
    ...(inputs.mapping && { mapping: inputs.mapping }),
  });
  if (inputs.contents) assertUnchanged(source, dataset.files, inputs.contents[1]);
  const { categories } = dataset;
  if (categories) categoryPaths(knownCategories({ categories })); // reports a cycle in the tree now rather than after the models are fitted
  await writeDataset(folder, dataset);
  await writeRejectedLines(join(folder, 'rejected.parquet'), dataset.rejects);
  const { log, rejects, layout, warnings } = dataset;
  for (const warning of warnings) pipeline.reporter.say('ingest', warning, 'warning');
  const sizes = [
    [log.time.length, 'events'],
    [log.visitors.size, 'visitors'],
    [log.items.size, 'items'],
    [rejects.length, 'rejected rows'],
  ] as const;
  return `${layout}: ${sizes.map(([n, what]) => `${countText(n)} ${what}`).join(', ')}`;
}

/** @throws InputError naming the first file that has changed since its contents were hashed. */
function assertUnchanged(source: string, files: Dataset['files'], hashed: readonly ContentHash[]): void {
  const before = new Map(hashed);
  const changed = files.find(({ path, sha256 }) => before.get(path) !== sha256);
  if (changed)
    throw new InputError(
      'changed while it was read',
      { file: join(source, changed.path) },
      'a file that stays as it is; run again',
    );
}
