import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { tableFromIPC } from 'apache-arrow';
import { type Plain, readPacked } from '../../data/index.js';
import { lastingFolder } from '../pipeline-run.js';

const costs = ['fitSeconds', 'predictSeconds', 'peakMemoryMB'];

/** Whether two files of the same name hold the same, but for the time and memory that the work behind them took. */
export async function sameButCosts(name: string, a: Buffer, b: Buffer): Promise<boolean> {
  const read = readers[basename(name)];
  return read !== undefined && isDeepStrictEqual(await read(a), await read(b));
}

const readers: Readonly<Record<string, (bytes: Buffer) => Promise<unknown>>> = {
  'measured.json': async (bytes) => JSON.parse(bytes.toString(), withoutCosts),
  // What it says of its files is compared with them.
  'manifest.json': async (bytes) => ({ ...JSON.parse(bytes.toString()), files: undefined, sum: undefined }),
  'model.bundle': async (bytes) => {
    const folder = await lastingFolder();
    await writeFile(join(folder, 'model.bundle'), bytes);
    const { card, ...rest } = await readPacked<Record<string, Plain>>(join(folder, 'model.bundle'), 'bundle');
    await rm(folder, { recursive: true });
    return { ...rest, card: JSON.parse(JSON.stringify(card), withoutCosts) };
  },
  'history.arrow': async (bytes) => {
    const table = tableFromIPC(bytes);
    return ['epoch', 'loss', 'learningRate'].map((column) => [...table.getChild(column)!]);
  },
};

const withoutCosts = (key: string, value: unknown) => (costs.includes(key) ? undefined : value);
