import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError, quiet, type Reporter } from '../../data/index.js';
import { root } from '../engine/root.js';
import { type Cell, joined, type Notebook, type Output, readNotebook } from './notebook.js';
import { notebookVersion } from './notebook-version.js';

/** A cell's code, sent to the kernel process. */
export interface CellRequest {
  readonly code: string;
}

/** The result of a cell. */
export interface CellReply {
  readonly outputs: readonly Output[];
  readonly count: number;
  /** Compiler messages, or the error thrown with its stack; absent when the cell succeeded. */
  readonly fault?: string;
}

export interface ExecuteOptions {
  /** Environment variables on top of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Receives the progress, in code cells. */
  readonly reporter?: Reporter;
}

/** The compiled kernel: plain JavaScript, as notebooks load the build in `dist/` and nothing may be compiled on the way. */
const kernelProcess = join(root, 'dist/pipeline/notebooks/kernel-process.js');

/**
 * Runs all code cells of a notebook in order, in a process of its own whose working folder is the notebook's. Returns the
 * notebook with the cells' outputs and the version of the code. The file is not changed. Requires a build in `dist/`.
 * @throws InputError when a cell does not compile or throws: the notebook, the cell's number and the real message.
 */
export async function executeNotebook(file: string, options: ExecuteOptions = {}): Promise<Notebook> {
  const notebook = await readNotebook(file);
  if (!existsSync(kernelProcess)) throw new InputError('the project is not built', {}, 'npm run build before');
  const version = await notebookVersion(notebook, dirname(file));
  const kernel = fork(kernelProcess, {
    cwd: dirname(file),
    env: { ...process.env, ...options.env },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  try {
    const ask = connect(kernel);
    const codeCells = notebook.cells.filter((cell) => cell.cell_type === 'code').length;
    const bar = (options.reporter ?? quiet).start(basename(file, '.ipynb'), codeCells, 'cells');
    const cells: Cell[] = [];
    let number = 0;
    for (const cell of notebook.cells) {
      if (cell.cell_type !== 'code') {
        cells.push(cell);
        continue;
      }
      number++;
      const reply = await ask({ code: joined(cell.source) });
      if (reply.fault !== undefined)
        throw new InputError(`code cell ${number} failed\n${reply.fault}`, { file: basename(file) });
      cells.push({ ...cell, outputs: reply.outputs, execution_count: reply.count });
      bar.update(number);
    }
    bar.finish();
    const { metadata } = notebook;
    return { ...notebook, metadata: { ...metadata, executed_code: version }, cells };
  } finally {
    kernel.kill();
  }
}

/** Sends requests to the kernel process; if it dies, the request fails with the process's last output. */
function connect(kernel: ChildProcess): (request: CellRequest) => Promise<CellReply> {
  let words = '';
  kernel.stderr!.on('data', (chunk) => {
    words = `${words}${chunk}`.slice(-4000);
  });
  const death = new Promise<never>((_, reject) => {
    kernel.once('close', (code, signal) =>
      reject(new Error(`the notebook's process ended (${signal ?? `code ${code}`})\n${words}`)),
    );
  });
  death.catch(() => {});
  return async (request) => {
    const reply = once(kernel, 'message') as Promise<[CellReply]>;
    // A closed channel is reported by the process's exit.
    kernel.send(request, () => {});
    return (await Promise.race([reply, death]))[0];
  };
}
