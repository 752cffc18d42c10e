import { format } from 'node:util';
import { createConverter } from 'tslab/dist/converter.js';
import { createExecutor } from 'tslab/dist/executor.js';
import { JupyterHandlerImpl } from 'tslab/dist/jupyter.js';
import type { CellReply, CellRequest } from './execute-notebook.js';
import { lines, type Output } from './notebook.js';

// One notebook's kernel: tslab's own converter, executor and message handler, told over IPC what Jupyter would tell over
// sockets. Cells are compiled and run in this process's working folder, as under Jupyter.

const browserless = (): never => {
  throw new Error('browser cells cannot be run here');
};
const node = createConverter({ isJS: false, isBrowser: false });
const converters = {
  node,
  get browser() {
    return browserless();
  },
  close: () => node.close(),
};

/** What the executor reported of the cell under way: compiler messages, or what was thrown. */
let faults: string[] = [];
const executor = createExecutor(process.cwd(), converters, {
  log: (...values) => console.log(...values),
  error: (...values) => faults.push(values[0] instanceof Error ? stackOf(values[0]) : format(...values)),
});
const handler = new JupyterHandlerImpl(executor, false);

/** The stack from the message on (the compiled source may stand before it), without the frames of the kernel and of Node. */
function stackOf(error: Error): string {
  const stack = error.stack ?? String(error);
  return stack
    .slice(Math.max(0, stack.indexOf(`${error.name}: ${error.message}`)))
    .split('\n')
    .filter((line) => !/^\s+at .*(node_modules\/(@tslab|tslab)\/|node:|kernel-process)/.test(line))
    .join('\n');
}

async function run({ code }: CellRequest): Promise<CellReply> {
  const outputs: Output[] = [];
  const places = new Map<string, number>();
  faults = [];
  const { status, execution_count } = await handler.handleExecute(
    { code, silent: false, store_history: true, user_expressions: {} },
    (name, text) => {
      const last = outputs.at(-1);
      if (last?.output_type === 'stream' && last.name === name)
        outputs[outputs.length - 1] = { ...last, text: last.text + text };
      else outputs.push({ output_type: 'stream', name: name as 'stdout' | 'stderr', text });
    },
    ({ data, metadata, transient }) => {
      const output: Output = { output_type: 'display_data', data: data as Record<string, string>, metadata };
      const id = transient.display_id;
      const place = (id === undefined ? undefined : places.get(id)) ?? outputs.length;
      if (id !== undefined) places.set(id, place);
      outputs[place] = output;
    },
  );
  return {
    outputs: outputs.map((output) =>
      output.output_type === 'stream' ? { ...output, text: lines(output.text as string) } : output,
    ),
    count: execution_count,
    ...(status !== 'ok' && { fault: faults.join('\n') }),
  };
}

process.on('message', async (request: CellRequest) => process.send!(await run(request)));
process.on('disconnect', () => process.exit(0));
