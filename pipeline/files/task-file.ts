import { join } from 'node:path';
import {
  type EventLog,
  type Ids,
  readPacked,
  type Test,
  type Validation,
  Vocabulary,
  writePacked,
} from '../../data/index.js';
import type { Catalogue, EvaluationTask } from '../../evaluation/index.js';

/** The task by which every model of a run is asked and measured. */
export interface AskedTask {
  /** The dataset's name. */
  readonly dataset: string;
  readonly task: EvaluationTask;
  readonly catalogue: Catalogue;
  /** The part that the task was made from. */
  readonly held: Validation | Test;
}

/** Writes a task into a folder. */
export async function writeTask(folder: string, { held, ...rest }: AskedTask): Promise<void> {
  const { visitors, items, orders, sessions, ...events } = held;
  const ids = { visitors: visitors.ids, items: items.ids, orders: orders.ids };
  const plain: PackedTask = { ...rest, held: { ...events, ...ids, ...(sessions && { sessions: sessions.ids }) } };
  await writePacked(join(folder, taskFile), plain);
}

/** Reads what {@link writeTask} wrote. */
export async function readTask(folder: string): Promise<AskedTask> {
  const { held, ...rest } = await readPacked<PackedTask>(join(folder, taskFile), 'file of a task');
  const { visitors, items, orders, sessions, ...events } = held;
  const log: EventLog = {
    ...events,
    visitors: new Vocabulary(visitors),
    items: new Vocabulary(items),
    orders: new Vocabulary(orders),
    ...(sessions && { sessions: new Vocabulary(sessions) }),
  };
  return { ...rest, held: log as AskedTask['held'] };
}

const taskFile = 'task.bin';

/** A task as stored: vocabularies as lists of ids. */
interface PackedTask extends Omit<AskedTask, 'held'> {
  readonly held: { readonly [Name in keyof EventLog]: Vocabulary extends EventLog[Name] ? Ids : EventLog[Name] };
}
