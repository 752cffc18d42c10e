import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ZmqServer } from 'tslab/dist/jupyter.js';
import { compiledSources } from '../engine/compiled-sources.js';
import { root } from '../engine/root.js';
import { type Fault, type NotebookKernel, notebookKernel } from './notebook-kernel.js';

/**
 * Serves Jupyter over its sockets until it requests a shutdown.
 * @param connectionFile the file written by Jupyter.
 * @param notBuilt compiler messages: if given, each cell fails with them instead of running old code.
 */
export async function serveJupyter(connectionFile: string, notBuilt?: string): Promise<void> {
  const kernel = notebookKernel();
  process.on('SIGINT', kernel.stop);
  await new Server(kernel, connectionFile, notBuilt).init();
}

/** Whether a source of `dist/` has been written since a time in ms. */
async function sourcesWrittenSince(time: number): Promise<boolean> {
  const sources = [...(await compiledSources(join(root, 'dist'))).keys()].filter((file) =>
    /^(?!\.\.|node_modules)/.test(file),
  );
  const written = await Promise.all(
    sources.map((file) =>
      stat(join(root, file)).then(
        ({ mtimeMs }) => mtimeMs,
        () => time,
      ),
    ),
  );
  return written.some((at) => at > time);
}

/** tslab's server, extended by errors in replies: without them, unattended runs of notebooks would show none. */
class Server extends ZmqServer {
  constructor(
    private readonly kernel: NotebookKernel,
    connectionFile: string,
    private readonly notBuilt?: string,
  ) {
    super(kernel.handler, connectionFile);
  }

  #started: number | undefined = Date.now();

  /** Warns once that the sources have changed since the running code was built. */
  async #tellOfChange(tell: (text: string) => void): Promise<void> {
    if (this.#started === undefined || !(await sourcesWrittenSince(this.#started))) return;
    this.#started = undefined;
    tell(
      'the sources were changed since this kernel started: restart it, which builds them, to run what they say now\n',
    );
  }

  override async handleExecute(...[socket, message]: Parameters<ZmqServer['handleExecute']>): Promise<void> {
    const send = (to: { send(parts: unknown): unknown }, type: string, content: object) => {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = content;
      reply.signAndSend(this.connInfo.key, to);
    };
    await this.#tellOfChange((text) => send(this.iopub, 'stream', { name: 'stderr', text }));
    const { status, count, fault } = this.notBuilt
      ? {
          ...{ status: 'error' as const, count: 0 },
          fault: { name: 'Error', text: `the build failed; restart the kernel when it is mended\n${this.notBuilt}` },
        }
      : await this.kernel.run(
          message.content as Parameters<NotebookKernel['run']>[0],
          (name, text) => send(this.iopub, 'stream', { name, text }),
          (data, update) => send(this.iopub, update ? 'update_display_data' : 'display_data', data),
        );
    if (fault) send(this.iopub, 'error', errorOf(fault));
    send(socket, 'execute_reply', {
      ...{ status, execution_count: count },
      ...(fault && errorOf(fault)),
    });
  }
}

/** An error in the format of Jupyter's protocol. */
function errorOf({ name, text }: Fault) {
  const [first = ''] = text.split('\n');
  return { ename: name, evalue: first.replace(`${name}: `, ''), traceback: text.split('\n') };
}
