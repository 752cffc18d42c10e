import { setImmediate } from 'node:timers/promises';
import { format } from 'node:util';
import { createConverter } from 'tslab/dist/converter.js';
import { createExecutor } from 'tslab/dist/executor.js';
import { JupyterHandlerImpl } from 'tslab/dist/jupyter.js';
import { InputError } from '../../data/index.js';
import { interrupt } from './interruption.js';
import { writeOutShorthand } from './write-out-shorthand.js';

/** Why a cell failed. */
export interface Fault {
  /** The error's class; `Error` for code that does not compile. */
  readonly name: string;
  /** Compiler messages with their places, or the error thrown with its stack. */
  readonly text: string;
}

type Execute = JupyterHandlerImpl['handleExecute'];

/** The result of a cell. */
export interface CellResult {
  /** `aborted`: the cell was not begun, as one before it in the queue failed. */
  readonly status: 'ok' | 'error' | 'aborted';
  readonly count: number;
  /** Why it failed. */
  readonly fault?: Fault;
}

export interface NotebookKernel {
  readonly handler: JupyterHandlerImpl;
  /** Runs a cell; the callbacks receive its printed text and its displays. */
  run(
    request: Parameters<Execute>[0],
    stream: Parameters<Execute>[1],
    show: Parameters<Execute>[2],
  ): Promise<CellResult>;
  /** The stop button: ends the cell and the work that it began. */
  stop(): void;
}

/**
 * tslab's own converter, executor and message handler for a notebook in this process's working folder, over any transport.
 *
 * Three things are fixed: an unhandled rejection fails the running cell, or the next one if none is running; the stop
 * button stops the pipeline's work too; and shorthand properties may name variables of earlier cells.
 */
export function notebookKernel(): NotebookKernel {
  let faults: unknown[] = [];
  let underWay = false;
  const node = createConverter({ isJS: false, isBrowser: false });
  const inner = createExecutor(
    process.cwd(),
    { node, browser: node, close: () => node.close() },
    {
      log: (...values) => console.log(...values),
      // The executor's message on an interruption by `fail` adds nothing to the reason.
      error: (...values) => {
        if (values[0]?.message !== 'Interrupted asynchronously')
          faults.push(values[0] instanceof Error ? values[0] : format(...values));
      },
    },
  );
  const execute = async (code: string): Promise<boolean> => {
    if (faults.length > 0) return false;
    underWay = true;
    const ran = await inner.execute(writeOutShorthand(code));
    for (let turn = 0; turn < 2; turn++) await setImmediate(); // an unhandled rejection is reported after a turn
    underWay = false;
    return ran && faults.length === 0;
  };
  const handler = new JupyterHandlerImpl({ ...inner, execute }, false);

  const fail = (reason: unknown): void => {
    if (underWay) {
      faults.push(reason);
      inner.interrupt();
      return;
    }
    const left = `left behind by an earlier cell: ${textOf(reason)}`;
    faults.push(left);
    process.stderr.write(`${left}\n`); // shown below the previous cell, as no other runs
  };
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);

  return {
    handler,
    async run(request, stream, show) {
      const { status, execution_count: count } = await handler.handleExecute(request, stream, show);
      const found = faults;
      faults = [];
      if (status === 'ok') return { status, count };
      return status === 'error' ? { status, count, fault: faultOf(found) } : { status: 'aborted', count };
    },
    stop() {
      const reason = interrupt();
      if (underWay) fail(reason);
    },
  };
}

function faultOf(reasons: readonly unknown[]): Fault {
  const [first] = reasons;
  return { name: first instanceof Error ? first.name : 'Error', text: reasons.map(textOf).join('\n') };
}

const textOf = (reason: unknown): string => (reason instanceof Error ? stackOf(reason) : String(reason));

/**
 * An error that the user can mend is reported without a stack. Otherwise the stack begins with the message (the compiled source may
 * precede it) and omits the frames of the kernel and of Node.
 */
function stackOf(error: Error): string {
  if (error instanceof InputError) return `error: ${error.message}`;
  const stack = error.stack ?? String(error);
  return stack
    .slice(Math.max(0, stack.indexOf(`${error.name}: ${error.message}`)))
    .split('\n')
    .filter((line) => !/^\s+at .*(node_modules\/(@tslab|tslab)\/|node:|notebook-kernel|kernel-process)/.test(line))
    .join('\n');
}
