import type { CellReply, CellRequest } from './execute-notebook.js';
import { lines, type Output } from './notebook.js';
import { notebookKernel } from './notebook-kernel.js';

// One notebook's kernel, which receives over IPC what Jupyter would send over sockets. Cells are compiled and run in this process's
// working folder, as under Jupyter.

const kernel = notebookKernel();

async function run({ code }: CellRequest): Promise<CellReply> {
  const outputs: Output[] = [];
  const places = new Map<string, number>();
  const { count, fault } = await kernel.run(
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
    count,
    ...(fault && { fault: fault.text }),
  };
}

process.on('message', async (request: CellRequest) => process.send!(await run(request)));
process.on('disconnect', () => process.exit(0));
