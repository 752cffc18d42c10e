import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countText, loadDataset } from '../../../data/index.js';
import type { Stage, StageCall } from '../../../pipeline/engine/stage.js';
import { coreOf } from '../core-of.js';

/** Writes the lines of a whole log that its core consists of. */
export async function work(folder: string, { needs }: StageCall<null, { whole: Stage }>): Promise<string> {
  const core = coreOf((await loadDataset(needs.whole.folder)).log);
  const [header, ...lines] = (await readFile(join(needs.whole.folder, 'events.csv'), 'utf8')).split('\n');
  const kept = Array.from(core.row.toSorted(), (row) => lines[row]);
  await writeFile(join(folder, 'events.csv'), `${[header, ...kept].join('\n')}\n`);
  const sizes = [core.row.length, new Set(core.visitor).size, new Set(core.item).size];
  const [events, visitors, items] = sizes.map(countText);
  return `${events} events of ${visitors} visitors on ${items} items`;
}
