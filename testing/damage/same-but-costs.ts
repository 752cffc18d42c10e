import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { tableFromIPC } from 'apache-arrow';
import { readPacked } from '../../data/index.js';
import { lastingFolder } from '../pipeline-run.js';

/** What the work behind a file took, by the names under which that is kept. */
const costs = ['fitSeconds', 'predictSeconds', 'peakMemoryMB', 'seconds', 'rate'];

/** Whether two files of the same name hold the same, but for the time and memory that the work behind them took. */
export async function sameButCosts(name: string, a: Buffer, b: Buffer): Promise<boolean> {
  const read = readers[basename(name)];
  return read !== undefined && isDeepStrictEqual(await read(a), await read(b));
}

const readers: Readonly<Record<string, (bytes: Buffer) => Promise<unknown>>> = {
  'measured.json': async (bytes) => withoutCosts(JSON.parse(bytes.toString())),
  // What it says of its files is compared with them.
  'manifest.json': async (bytes) => ({ ...JSON.parse(bytes.toString()), files: undefined, sum: undefined }),
  'model.bundle': async (bytes) => {
    const folder = await lastingFolder();
    await writeFile(join(folder, 'model.bundle'), bytes);
    const bundle = await readPacked(join(folder, 'model.bundle'), 'bundle');
    await rm(folder, { recursive: true });
    return withoutCosts(bundle);
  },
  'history.arrow': async (bytes) => {
    const table = tableFromIPC(bytes);
    return ['epoch', 'loss', 'learningRate'].map((column) => [...table.getChild(column)!]);
  },
};

function withoutCosts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCosts);
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !costs.includes(key));
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutCosts(entry)]));
}
