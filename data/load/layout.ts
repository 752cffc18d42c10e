import type { Dataset } from '../dataset.js';

/** The inputs from which a layout reads its files. */
export interface LayoutRequest {
  readonly folder: string;
  /** The layout's files in the folder: the plain name and the name as found, which may end in `.gz` or `.zst`. */
  readonly files: ReadonlyMap<string, string>;
  /** Largest permitted share of bad rows in a file. */
  readonly maxRejects: number;
  /** The present (ms): later times are wrong. */
  readonly now: number;
  readonly firstLine: FoundFiles['firstLine'];
  /** What helps where the header of a file of events is another, since a shop's own files can have the names of a layout. */
  readonly remedy?: string;
  /** A folder for temporary files. */
  readonly scratch: string;
  /** Collects remarks for the user on how the files were read. */
  readonly warnings: string[];
}

/** The content of a layout's files. */
export type Contents = Omit<Dataset, 'name' | 'layout' | 'files' | 'complete' | 'warnings'>;

/** The files of a folder. */
export interface FoundFiles {
  readonly folder: string;
  /** Plain names, ascending. */
  readonly names: readonly string[];
  /** A file's first line, unpacked. */
  readonly firstLine: (name: string) => Promise<string>;
}

/** Finds a layout by the names of files: all the required ones, and those that match `optional` where they exist. */
export const named =
  (required: readonly string[], optional?: RegExp): Layout['find'] =>
  async ({ names }) =>
    required.every((name) => names.includes(name))
      ? [...required, ...names.filter((name) => optional?.test(name))]
      : undefined;

/** Finds a layout by the columns in the header of files of a name; a file of another header is left out. */
export const withHeader =
  (pattern: RegExp, columns: readonly string[]): Layout['find'] =>
  async ({ names, firstLine }) => {
    const found: string[] = [];
    for (const name of names.filter((name) => pattern.test(name))) {
      const header = (await firstLine(name)).toLowerCase();
      if (columns.every((column) => header.includes(column))) found.push(name);
    }
    return found.length > 0 ? found : undefined;
  };

/** A layout of a dataset in a folder. */
export interface Layout {
  readonly name: Dataset['layout'];
  /** What its files are called, for messages. */
  readonly files: string;
  /** Returns the plain names of the files to read, undefined where the folder does not have this layout. */
  readonly find: (folder: FoundFiles) => Promise<readonly string[] | undefined>;
  readonly load: (request: LayoutRequest) => Promise<Contents>;
}
