import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '../dataset.js';
import { InputError } from '../errors.js';
import { hasKnownLayout, listFiles, loadDataset } from '../load/load-dataset.js';
import { formatOf, isHidden, pathValues } from '../load/mapping/mapped-layout.js';
import type { Mapping } from '../load/mapping/mapping.js';
import type { Reporter } from '../reporter.js';
import { patternsFor } from './group-files.js';
import { type ProposedSource, proposeSource } from './propose-source.js';
import { type FileSample, sampleFile } from './sample-file.js';

/** Files of one kind: of the same format, with the same columns. */
export interface InspectedFiles extends ProposedSource {
  readonly files: readonly string[];
  readonly bytes: number;
  readonly sample: FileSample;
}

/** What was found in a folder. */
export interface Inspection {
  /** The log, where the folder's files need no mapping or one could be proposed that reads them. */
  readonly dataset?: Dataset;
  readonly mapping?: Mapping;
  readonly kinds: readonly InspectedFiles[];
  /** Files that are no tables, and why. */
  readonly others: readonly { readonly file: string; readonly why: string }[];
  /** Why the proposed mapping was not tried, or reads nothing. */
  readonly untried?: string;
  /** Why the folder cannot be read in the layout that its files' names suggest. */
  readonly notKnown?: string;
}

export interface InspectOptions {
  readonly now?: number;
  readonly reporter?: Reporter;
}

/** Logs of more bytes are not loaded for a trial. */
const mostBytes = 1_000_000_000;

/**
 * Looks at the files of a folder, proposes a mapping for them, and reads them by it, with all rows that it cannot read as rejects.
 * @throws InputError for a folder that is not there, or holds no file.
 */
export async function inspectFolder(folder: string, options: InspectOptions = {}): Promise<Inspection> {
  const { now = Date.now() } = options;
  const known = await loadKnown(folder, options);
  if (typeof known === 'object') return { kinds: [], others: [], dataset: known };
  const proposal = await proposeMapping(folder, options, now);
  return known === undefined ? proposal : { ...proposal, notKnown: known };
}

/** The log of a folder in a known layout, or why it only looks like one; undefined for another folder. */
async function loadKnown(folder: string, options: InspectOptions): Promise<Dataset | string | undefined> {
  try {
    return (await hasKnownLayout(folder)) ? await loadDataset(folder, options) : undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n')[0]!;
    throw error;
  }
}

async function proposeMapping(folder: string, options: InspectOptions, now: number): Promise<Inspection> {
  const { names, found } = await listFiles(folder, true);
  if (names.length === 0) throw new InputError('holds no file', { file: folder }, 'the files of a shop’s log');
  const samples: { name: string; file: string; sample: FileSample | string }[] = [];
  for (const name of names.filter((name) => !isHidden(name))) {
    const file = found.get(name)!;
    const sample = await sampleFile(join(folder, file), formatOf(name) ?? 'csv');
    samples.push({ name, file, sample: typeof sample === 'string' ? sample : withPathColumns(sample, name) });
  }
  const others = samples.flatMap(({ file, sample }) => (typeof sample === 'string' ? [{ file, why: sample }] : []));
  const kinds = await Promise.all(
    groupsOf(samples).map(async (group) => {
      const files = group.map(({ name }) => name);
      const patterns = patternsFor(
        files,
        names.filter((name) => !files.includes(name) && !isHidden(name)),
      );
      const sizes = await Promise.all(group.map(async ({ file }) => (await stat(join(folder, file))).size));
      const { sample } = group[0]!;
      return {
        files: group.map(({ file }) => file),
        bytes: sizes.reduce((a, b) => a + b),
        sample,
        ...proposeSource(sample, patterns, now),
      };
    }),
  );
  const sources = kinds.flatMap(({ source }) => (source ? [source] : []));
  if (sources.length === 0) return { kinds, others };
  const mapping = { sources };
  if (kinds.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytes)
    return { kinds, others, mapping, untried: 'the log was not loaded, as its files have more than 1 GB' };
  try {
    return { kinds, others, mapping, dataset: await loadDataset(folder, { ...options, mapping, maxRejects: 1 }) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { kinds, others, mapping, untried: `the mapping does not read the files: ${error.message}` };
  }
}

/** A sample with the columns that only the names of a file's folders hold. */
function withPathColumns(sample: FileSample, name: string): FileSample {
  const values = [...pathValues(name)].filter(([key]) => !sample.names.includes(key));
  if (values.length === 0) return sample;
  const texts = values.map(([, value]) => value);
  return {
    ...sample,
    names: [...sample.names, ...values.map(([key]) => key)],
    rows: sample.rows.map((row) => [...row.slice(0, sample.names.length), ...texts]),
  };
}

interface Sampled {
  readonly name: string;
  readonly file: string;
  readonly sample: FileSample;
}

/** Files that can be read alike: those of a text table may have their columns in other orders. */
function groupsOf(samples: readonly { name: string; file: string; sample: FileSample | string }[]): Sampled[][] {
  const groups = new Map<string, Sampled[]>();
  for (const { name, file, sample } of samples) {
    if (typeof sample === 'string') continue;
    const { format, hasHeader, delimiter, each, encoding, names } = sample;
    const shape = format === 'json-lines' ? (each ?? '') : hasHeader ? names.toSorted() : names;
    const key = JSON.stringify([format, hasHeader, hasHeader ? '' : delimiter, encoding, shape]);
    groups.set(key, [...(groups.get(key) ?? []), { name, file, sample }]);
  }
  return [...groups.values()];
}
