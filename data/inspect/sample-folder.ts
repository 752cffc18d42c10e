import { join } from 'node:path';
import { formatOf, isHidden, pathValues } from '../load/mapping/mapped-layout.js';
import type { FileSample, NoTable } from './file-sample.js';
import { sampleFile } from './sample-file.js';

/** Files of one kind: of the same format, with the same columns; their first rows. */
export interface SampledFiles {
  /** By their plain names, and as they are called. */
  readonly files: readonly { readonly name: string; readonly file: string }[];
  readonly sample: FileSample;
}

export interface SampledFolder {
  readonly kinds: readonly SampledFiles[];
  readonly others: readonly (NoTable & { readonly file: string })[];
}

/** Rows of one kind of files that are kept. */
const mostRows = 10_000;
/** Files of a kind that are known well are looked at for their columns alone. */
const fewRows = 100;

/** Reads the first rows of the files of a folder, by plain name and as found. */
export async function sampleFolder(folder: string, found: ReadonlyMap<string, string>): Promise<SampledFolder> {
  const kinds = new Map<string, SampledFiles>();
  const others: (NoTable & { file: string })[] = [];
  for (const [name, file] of found) {
    if (isHidden(name)) continue;
    const isKnownWell = [...kinds.values()].some(({ sample }) => sample.rows.length >= mostRows);
    const of = await sampleFile(join(folder, file), formatOf(name) ?? 'csv', isKnownWell ? fewRows : mostRows);
    if ('why' in of) {
      others.push({ file, ...of });
      continue;
    }
    const sample = withPathColumns(of, name);
    const key = kindOf(sample);
    const kind = kinds.get(key);
    kinds.set(key, {
      files: [...(kind?.files ?? []), { name, file }],
      sample: kind ? withRows(kind.sample, sample) : sample,
    });
  }
  return { kinds: [...kinds.values()], others };
}

/** What is the same in files that can be read alike: those of a text table may have their columns in other orders. */
function kindOf({ format, hasHeader, delimiter, each, encoding, names }: FileSample): string {
  const shape = format === 'json-lines' ? (each ?? '') : hasHeader ? names.toSorted() : names;
  return JSON.stringify([format, hasHeader, hasHeader ? '' : delimiter, encoding, shape]);
}

/** A sample with the columns that only the names of a file's folders hold. */
function withPathColumns(sample: FileSample, name: string): FileSample {
  const values = [...pathValues(name)].filter(([key]) => !sample.names.includes(key));
  if (values.length === 0) return sample;
  const texts = values.map(([, value]) => value);
  const ofFolders = values.map(([key]) => key);
  return {
    ...sample,
    names: [...sample.names, ...ofFolders],
    rows: sample.rows.map((row) => [...row.slice(0, sample.names.length), ...texts]),
    ofFolders,
  };
}

/** A sample with rows of another file of its kind, as long as it has room. */
function withRows(sample: FileSample, more: FileSample): FileSample {
  const room = mostRows - sample.rows.length;
  if (room <= 0) return sample;
  const names = [...new Set([...sample.names, ...more.names])];
  const places = names.map((name) => more.names.indexOf(name));
  const rows = more.rows.slice(0, room).map((row) => places.map((place) => row[place] ?? ''));
  return { ...sample, names, rows: [...sample.rows, ...rows] };
}
