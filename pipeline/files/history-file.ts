import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { type History, historyFromTable, historyTable } from '../../models/index.js';

/** Training histories by model, for the models of a run that have one. */
export type Histories = Readonly<Record<string, History>>;

const extension = '.arrow';

/** The file of the training history, epoch by epoch, in a model's folder. */
export const historyName = `history${extension}`;

/** Writes a model's training history to one Arrow IPC file. */
export const writeHistory = (file: string, history: History): Promise<void> =>
  writeFile(file, tableToIPC(historyTable(history), 'file'));

/** Reads a folder of files written by {@link writeHistory}, each named after its model; empty if there is no folder. */
export async function readHistories(folder: string): Promise<Histories> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(extension)).sort();
  const read = async (name: string) => historyFromTable(tableFromIPC(await readFile(join(folder, name))));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name.slice(0, -extension.length), await read(name)] as const)),
  );
}
