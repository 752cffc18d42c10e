import { readFile, writeFile } from 'node:fs/promises';
import { InputError, writeWhole } from '../../data/index.js';

/** An output of a cell, as stored in Jupyter's format 4. */
export type Output =
  | { readonly output_type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string | readonly string[] }
  | {
      readonly output_type: 'display_data';
      /** By media type; images but SVG in base64. */
      readonly data: Readonly<Record<string, string | readonly string[]>>;
      readonly metadata: Readonly<Record<string, unknown>>;
    };

export interface MarkdownCell {
  readonly cell_type: 'markdown';
  readonly source: string | readonly string[];
}

export interface CodeCell {
  readonly cell_type: 'code';
  readonly source: string | readonly string[];
  readonly outputs: readonly Output[];
  readonly execution_count: number | null;
}

export type Cell = MarkdownCell | CodeCell;

/** A Jupyter notebook, format 4. Fields not named here (cells' ids) are kept as they are. */
export interface Notebook {
  readonly nbformat: 4;
  readonly metadata: Readonly<Record<string, unknown>> & {
    /** The code that made the outputs; see `notebookVersion`. */
    readonly executed_code?: string;
  };
  readonly cells: readonly Cell[];
}

/** The format stores long texts as lists of lines. */
export const joined = (text: string | readonly string[]): string => (typeof text === 'string' ? text : text.join(''));

/** A text as a list of lines that keep their line ends, which makes diffs readable. */
export const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/**
 * Reads a notebook.
 * @throws InputError when the file is not a notebook of format 4.
 */
export async function readNotebook(file: string): Promise<Notebook> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new InputError(`cannot be read: ${error.message}`, { file }, 'a Jupyter notebook');
  });
  try {
    const notebook = JSON.parse(text) as Notebook;
    if (notebook.nbformat === 4 && Array.isArray(notebook.cells)) return notebook;
  } catch {
    // Reported below.
  }
  throw new InputError('not a notebook', { file }, 'a Jupyter notebook (.ipynb) of format 4');
}

/** Writes a notebook as Jupyter does (one space of indent), whole or not at all. */
export const writeNotebook = (file: string, notebook: Notebook): Promise<void> =>
  writeWhole(file, (temporary) => writeFile(temporary, `${JSON.stringify(notebook, null, 1)}\n`));
