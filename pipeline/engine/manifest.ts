import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileSums, fileSums, findDamage } from './file-sums.js';
import { hash } from './hash.js';

/** The version of how outputs of stages are identified and kept: raised whenever one of the old version could be misread. */
export const stageFormat = 3;

/** The file in which an output says what it was made from and what it holds. */
export const manifestFile = 'manifest.json';

/** All that an output depends on. */
export interface Making {
  readonly inputs: unknown;
  /** The outputs that it was made from, by their keys. */
  readonly before: readonly (readonly [name: string, keys: readonly string[]])[];
  readonly code: readonly string[];
}

/** What an output says of itself: what it was made from, and how each of its files was written. */
export interface Manifest extends Making {
  readonly format: number;
  readonly stage: string;
  /** A hash of all above: see {@link keyOf}. */
  readonly key: string;
  readonly files: FileSums;
  /** A hash of `files`. */
  readonly sum: string;
}

/** What identifies an output: a hash of all that it depends on. */
export const keyOf = (stage: string, { inputs, before, code }: Making): string =>
  hash([stageFormat, stage, { inputs, before, code }]);

/** Completes an output: adds the manifest of all that lies in its folder. */
export async function writeManifest(folder: string, stage: string, made: Making): Promise<void> {
  const files = fileSums(folder);
  const identity = { format: stageFormat, stage, key: keyOf(stage, made) };
  const manifest: Manifest = { ...identity, ...made, files, sum: hash(files) };
  await writeFile(join(folder, manifestFile), JSON.stringify(manifest));
}

/**
 * Reads an output's manifest; undefined where there is none, or one that is cut short or altered.
 * What it says of its files is true when they are compared with it: see {@link stateOf}.
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, manifestFile), 'utf8')) as Manifest;
    const isWhole = manifest.format === stageFormat && manifest.key === keyOf(manifest.stage, manifest);
    return isWhole && manifest.sum === hash(manifest.files) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a folder holds an output, all files as they were written, or one that is damaged, and how. */
export type OutputState = 'none' | 'whole' | { readonly damage: string };

/**
 * Compares an output with its manifest: every byte of it is read.
 * @param key of the output that is looked for: a whole one of another key is none. Any will do unless given.
 */
export async function stateOf(folder: string, key?: string): Promise<OutputState> {
  if (!existsSync(folder)) return 'none';
  const manifest = await readManifest(folder);
  if (!manifest) return { damage: `${manifestFile} is missing or damaged` };
  if (key !== undefined && manifest.key !== key) return 'none';
  const damage = findDamage(folder, manifest.files);
  return damage === undefined ? 'whole' : { damage };
}
