import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Test, type Validation, Vocabulary } from '../../data/index.js';
import type { Catalogue, EvaluationTask } from '../../evaluation/index.js';

/** What every model of a run is asked and measured by. */
export interface AskedTask {
  /** The dataset's name. */
  readonly dataset: string;
  readonly task: EvaluationTask;
  readonly catalogue: Catalogue;
  /** The part that the task was made of. */
  readonly held: Validation | Test;
}

/** Writes a task into a folder. */
export async function writeTask(folder: string, { held, ...rest }: AskedTask): Promise<void> {
  const { visitors, items, ...events } = held;
  const plain = { ...rest, held: { ...events, visitors: visitors.ids, items: items.ids } };
  await writeFile(join(folder, 'task.bin'), serialize(plain));
}

/** Reads what {@link writeTask} wrote. */
export async function readTask(folder: string): Promise<AskedTask> {
  const { held, ...rest } = deserialize(await readFile(join(folder, 'task.bin')));
  return { ...rest, held: { ...held, visitors: new Vocabulary(held.visitors), items: new Vocabulary(held.items) } };
}
