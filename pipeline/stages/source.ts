import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { generateShop } from '../../data/index.js';
import { root } from '../engine/root.js';
import { hash, type RunContext, runStage } from '../engine/stage.js';

/** The folder that the run reads, and a fingerprint that changes when its files do. */
export interface Source {
  readonly folder: string;
  readonly fingerprint: string;
}

/** The folder asked for; without one, that of a generated shop, made first where it is not there yet. */
export async function findSource(context: RunContext): Promise<Source> {
  const { config, progress } = context;
  if (config.data !== null) {
    const folder = resolve(config.data);
    return { folder, fingerprint: await fingerprint(folder) };
  }
  const { events, seed } = config;
  const name = `generated-${events}-${seed}`;
  const { folder, key } = await runStage(context, {
    name: 'generate',
    module: 'pipeline/stages/source.ts',
    computes: ['data/generator/generate-shop.ts'],
    inputs: { events, seed },
    work: async (output) => {
      await generateShop({ events, seed, folder: join(output, name), progress });
      return `a synthetic shop of ${events.toLocaleString('en')} events`;
    },
  });
  return { folder: join(folder, name), fingerprint: key };
}

/** Sizes and times of change of the files in a folder: reading 900 MB for a hash each time would cost seconds. */
async function fingerprint(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const facts = names.sort().map(async (name) => {
    const { size, mtimeMs } = await stat(join(folder, name));
    return [name, size, mtimeMs];
  });
  return hash([resolve(root, folder), await Promise.all(facts)]);
}
