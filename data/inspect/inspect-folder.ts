import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '../dataset.js';
import { InputError } from '../errors.js';
import { hasKnownLayout, listFiles, loadDataset } from '../load/load-dataset.js';
import { isHidden } from '../load/mapping/mapped-layout.js';
import type { Mapping } from '../load/mapping/mapping.js';
import type { Reporter } from '../reporter.js';
import type { FileSample, NoTable } from './file-sample.js';
import { fromFiles } from './from-files.js';
import { patternsFor } from './group-files.js';
import { type ProposedSource, proposeSource } from './propose-source.js';
import { sampleFolder } from './sample-folder.js';
import { type Trial, tryMapping } from './try-mapping.js';

/** Files of one kind: of the same format, with the same columns. */
export interface InspectedFiles extends ProposedSource {
  readonly files: readonly string[];
  readonly bytes: number;
  readonly sample: FileSample;
}

/** What was found in a folder. */
export interface Inspection extends Partial<Pick<Trial, 'partBytes' | 'failure'>> {
  /**
   * The log, where the folder's files need no mapping or one could be proposed that reads them. Events whose word has no known meaning are
   * no part of it.
   */
  readonly dataset?: Dataset;
  /** It gives no meaning to words that are not known, so that a run stops at them. */
  readonly mapping?: Mapping;
  readonly kinds: readonly InspectedFiles[];
  /** Files that are no tables. */
  readonly others: readonly (NoTable & { readonly file: string })[];
  /** Why the folder cannot be read in the layout that its files' names suggest. */
  readonly notKnown?: string;
}

export interface InspectOptions {
  readonly now?: number;
  readonly reporter?: Reporter;
}

/**
 * Looks at the files of a folder, proposes a mapping for them, and reads them by it: of more than 20 MB the first part, with all rows that
 * it cannot read as rejects.
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
  const { kinds: sampled, others } = await sampleFolder(folder, found);
  const kinds = await Promise.all(
    sampled.map(async ({ files, sample }): Promise<InspectedFiles> => {
      const own = files.map(({ name }) => name);
      const called = files.map(({ file }) => file);
      const others = [...found].filter(([name]) => !own.includes(name) && !isHidden(name));
      const patterns = patternsFor(
        own,
        others.map(([name]) => name),
      );
      const from = fromFiles(
        patternsFor(
          called,
          others.map(([, file]) => file),
        ),
      );
      const sizes = await Promise.all(files.map(async ({ file }) => (await stat(join(folder, file))).size));
      return {
        files: called,
        bytes: sizes.reduce((a, b) => a + b),
        sample,
        ...proposeSource(sample, { files: patterns, from, now }),
      };
    }),
  );
  const read = kinds.filter(({ source }) => source !== undefined);
  if (read.length === 0) return { kinds, others };
  const mapping = { sources: read.map(({ source }) => source!) };
  if (!read.some(hasEvents)) return { kinds, others, mapping };
  const trial = await tryMapping(
    folder,
    read.flatMap(({ files }) => files),
    { ...options, mapping: { sources: read.map(withoutUnknown) } },
  );
  return { kinds, others, mapping, ...trial };
}

/** Whether any row of files is known to be an event. */
const hasEvents = ({ columns, words }: InspectedFiles): boolean =>
  !columns.event || words.some(({ meaning }) => meaning !== undefined && meaning !== 'ignore');

/** A source that ignores the words without a known meaning, for a trial. */
function withoutUnknown({ source, words }: InspectedFiles): Mapping['sources'][number] {
  const unknown = words.filter(({ meaning }) => meaning === undefined).map(({ word }) => [word, 'ignore'] as const);
  return unknown.length === 0 ? source! : { ...source!, events: { ...source!.events, ...Object.fromEntries(unknown) } };
}
