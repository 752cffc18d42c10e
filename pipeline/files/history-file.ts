import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { type History, historyFromTable, historyTable } from '../../models/index.js';

/** How models learnt, by name: those of a run that tell. */
export type Histories = Readonly<Record<string, History>>;

const extension = '.arrow';

/** The file in which a model's folder holds how it learnt, epoch by epoch. */
export const historyName = `history${extension}`;

/** Writes how a model learnt to one Arrow IPC file. */
export const writeHistory = (file: string, history: History): Promise<void> =>
  writeFile(file, tableToIPC(historyTable(history), 'file'));

/** Reads a folder of files that {@link writeHistory} wrote, each named after its model; none where there is no folder. */
export async function readHistories(folder: string): Promise<Histories> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(extension)).sort();
  const read = async (name: string) => historyFromTable(tableFromIPC(await readFile(join(folder, name))));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name.slice(0, -extension.length), await read(name)] as const)),
  );
}
