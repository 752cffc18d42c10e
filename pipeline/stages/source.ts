import { basename, join, resolve } from 'node:path';
import { type Mapping, parseMapping, readMapping } from '../../data/index.js';
import { type ContentHash, contentHashes } from '../engine/content-hashes.js';
import { type Pipeline, resolveStage, type Stage } from '../engine/stage.js';
import type { DatasetFacts } from '../files/dataset-facts-file.js';
import type { Shop } from './generate-log.js';

/** Generates the log of a run without a data folder. */
export const generate: Stage<Shop> = {
  name: 'generate',
  modules: ['pipeline/stages/generate-log.ts'],
  load: () => import('./generate-log.js'),
  needs: () => ({}),
  inputs: ({ config: { events, seed } }) => ({ events, seed, name: shopName(events, seed) }),
};

const shopName = (events: number, seed: number) => `generated-${events}-${seed}`;

/** The requested data folder; by default that of a generated shop, generated first if needed. */
export async function findSource(pipeline: Pipeline): Promise<string> {
  const { data, events, seed } = pipeline.config;
  if (data !== null) return resolve(data);
  return join((await resolveStage(pipeline, generate)).folder, shopName(events, seed));
}

export type SourceContents = readonly [name: string, files: readonly ContentHash[]] | null;

/** By run, by folder: the hashes of its files when the run first asked. */
const fingerprints = new WeakMap<Pipeline['done'], Map<string, Promise<ContentHash[]>>>();

/**
 * The name of the requested data folder and a hash of each of its files; null for a generated shop. Hashed once a run, so that all
 * its configurations refer to the same log even if it grows meanwhile.
 */
export async function sourceContents({ config: { data, mapping }, done }: Pipeline): Promise<SourceContents> {
  if (data === null) return null;
  const folder = resolve(data);
  const ofRun = fingerprints.get(done) ?? new Map<string, Promise<ContentHash[]>>();
  fingerprints.set(done, ofRun);
  const hashes = ofRun.get(folder) ?? contentHashes(folder, mapping !== null);
  ofRun.set(folder, hashes);
  return [basename(folder), await hashes];
}

/** By run, by file: the mapping when the run first asked. */
const mappings = new WeakMap<Pipeline['done'], Map<string, Promise<Mapping>>>();

/** How the log's files are written, if the configuration has a mapping. A file is read once a run, even if it changes meanwhile. */
export async function mappingOf({ config: { data, mapping }, done }: Pipeline): Promise<Mapping | null> {
  if (data === null || mapping === null) return null;
  if (typeof mapping !== 'string') return parseMapping(mapping, 'the configuration’s mapping');
  const file = resolve(mapping);
  const ofRun = mappings.get(done) ?? new Map<string, Promise<Mapping>>();
  mappings.set(done, ofRun);
  const known = ofRun.get(file) ?? readMapping(file);
  ofRun.set(file, known);
  return known;
}

/** Warns of files that have changed since they were read: the run's figures are of the content that was read. */
export async function sayWhatChanged(
  { config: { data, mapping }, reporter }: Pipeline,
  { files }: Pick<DatasetFacts, 'files'>,
): Promise<void> {
  if (data === null) return;
  const now = new Map(await contentHashes(data, mapping !== null));
  const changed = files.filter(({ path, sha256 }) => now.get(path) !== sha256).map(({ path }) => join(data, path));
  if (changed.length > 0)
    reporter.say(
      'report',
      `${changed.join(', ')} changed since it was read; the figures are of what was read, see environment.json`,
      'warning',
    );
}
