import { basename, join, resolve } from 'node:path';
import { type ContentHash, contentHashes } from '../engine/content-hashes.js';
import { type RunContext, resolveStage, type Stage } from '../engine/stage.js';
import type { Shop } from './generate-log.js';

/** Generates the log of a run that names none. */
export const generate: Stage<Shop> = {
  name: 'generate',
  modules: ['pipeline/stages/generate-log.ts'],
  load: () => import('./generate-log.js'),
  needs: () => ({}),
  inputs: ({ config: { events, seed } }) => ({ events, seed, name: shopName(events, seed) }),
};

const shopName = (events: number, seed: number) => `generated-${events}-${seed}`;

/** The folder asked for; without one, that of a generated shop, made first where it is not there yet. */
export async function findSource(context: RunContext): Promise<string> {
  const { data, events, seed } = context.config;
  if (data !== null) return resolve(data);
  return join((await resolveStage(context, generate)).folder, shopName(events, seed));
}

/** The name of the folder asked for, and a hash of each of its files; null for a generated shop. */
export async function sourceContents({ config: { data, cache } }: RunContext): Promise<SourceContents> {
  return data === null ? null : [basename(resolve(data)), await contentHashes(data, cache)];
}

export type SourceContents = readonly [name: string, files: readonly ContentHash[]] | null;
