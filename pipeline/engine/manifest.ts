import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileSums, fileSums, findDamage } from './file-sums.js';
import { hash } from './hash.js';

/** The version of how stages' outputs are identified and stored: raised whenever an old output could be misread. */
export const stageFormat = 3;

/** The manifest file of an output: what it was made from and which files it holds. */
export const manifestFile = 'manifest.json';

/** Everything that an output depends on. */
export interface Making {
  readonly inputs: unknown;
  /** The keys of the outputs that it was made from. */
  readonly before: readonly (readonly [name: string, keys: readonly string[]])[];
  readonly code: readonly string[];
}

/** The content of an output's manifest: what it was made from, and the sum of each of its files. */
export interface Manifest extends Making {
  readonly format: number;
  readonly stage: string;
  /** A hash of all fields above: see {@link keyOf}. */
  readonly key: string;
  readonly files: FileSums;
  /** A hash of `files`. */
  readonly sum: string;
}

/** The key that identifies an output: a hash of all that it depends on. */
export const keyOf = (stage: string, { inputs, before, code }: Making): string =>
  hash([stageFormat, stage, { inputs, before, code }]);

/** Completes an output: adds the manifest of all files in its folder. */
export async function writeManifest(folder: string, stage: string, made: Making): Promise<void> {
  const files = fileSums(folder);
  const identity = { format: stageFormat, stage, key: keyOf(stage, made) };
  const manifest: Manifest = { ...identity, ...made, files, sum: hash(files) };
  await writeFile(join(folder, manifestFile), JSON.stringify(manifest));
}

/**
 * Reads an output's manifest; undefined if it is missing, truncated or altered.
 * The files themselves are not checked here: see {@link stateOf}.
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

/** Whether a folder holds no output, a whole one (all files as they were written), or a damaged one, and how. */
export type OutputState = 'none' | 'whole' | { readonly damage: string };

/**
 * Compares an output with its manifest; every byte is read.
 * @param key of the expected output: an output with another key counts as none. By default any key is accepted.
 */
export async function stateOf(folder: string, key?: string): Promise<OutputState> {
  if (!existsSync(folder)) return 'none';
  const manifest = await readManifest(folder);
  if (!manifest) return { damage: `${manifestFile} is missing or damaged` };
  if (key !== undefined && manifest.key !== key) return 'none';
  const damage = findDamage(folder, manifest.files);
  return damage === undefined ? 'whole' : { damage };
}
