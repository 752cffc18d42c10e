import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countText, loadDataset } from '../../../data/index.js';
import type { Stage, StageCall } from '../../../pipeline/engine/stage.js';
import { sessionTables } from '../session-tables.js';

/** Writes the sessions of a whole log, those of its last week apart. */
export async function work(folder: string, { needs }: StageCall<null, { whole: Stage }>): Promise<string> {
  const { train, test } = sessionTables((await loadDataset(needs.whole.folder)).log);
  await writeFile(join(folder, 'train.tsv'), train);
  await writeFile(join(folder, 'test.tsv'), test);
  const clicks = (table: string) => countText(table.split('\n').length - 2);
  return `${clicks(train)} clicks to learn from, ${clicks(test)} of the last week`;
}
