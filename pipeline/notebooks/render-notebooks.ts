import { readdir, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { didYouMean, InputError, quiet, type Reporter, writeWhole } from '../../data/index.js';
import { duration } from '../engine/duration.js';
import { executeNotebook } from './execute-notebook.js';
import { writeNotebook } from './notebook.js';
import { notebookPage } from './notebook-page.js';

/** The environment variable with the folder of the data that a notebook is to read. */
export const dataVariable = 'RETAIL_RECSYS_DATA';

/** Which notebooks are executed, and on which data. */
export interface RenderOptions {
  readonly folder: string;
  /** Names without `.ipynb`; all by default. */
  readonly only?: readonly string[];
  readonly data?: string;
  readonly inPlace?: boolean;
  readonly reporter?: Reporter;
}

/**
 * Executes a folder's notebooks one after the other, each in a process of its own, and writes the executed notebook and
 * its page to `rendered/` there. Returns the pages' paths. A notebook that fails changes no file.
 * @throws InputError for an unknown name, or when a cell fails.
 */
export async function renderNotebooks(options: RenderOptions): Promise<string[]> {
  const { folder, data, inPlace = false, reporter = quiet } = options;
  const pages: string[] = [];
  for (const name of await notebookNames(folder, options.only)) {
    const file = join(folder, `${name}.ipynb`);
    const started = performance.now();
    const executed = await executeNotebook(file, {
      ...(data !== undefined && { env: { [dataVariable]: resolve(data) } }),
      reporter,
    });
    const page = join(folder, 'rendered', `${name}.html`);
    await writeNotebook(join(folder, 'rendered', `${name}.ipynb`), executed);
    await writeWhole(page, (temporary) => writeFile(temporary, notebookPage(executed, name)));
    if (inPlace) await writeNotebook(file, executed);
    reporter.say(name, `${duration((performance.now() - started) / 1000)}, ${relative(process.cwd(), page)}`);
    pages.push(page);
  }
  return pages;
}

async function notebookNames(folder: string, only?: readonly string[]): Promise<string[]> {
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => basename(file, '.ipynb'))
    .sort();
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new InputError(
      `there is no notebook "${unknown}"`,
      { file: folder },
      `${didYouMean(unknown, names)}Notebooks: ${names.join(', ')}`,
    );
  return only ? names.filter((name) => only.includes(name)) : names;
}
