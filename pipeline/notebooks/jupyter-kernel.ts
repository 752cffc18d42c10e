import { ZmqServer } from 'tslab/dist/jupyter.js';
import { type Fault, type NotebookKernel, notebookKernel } from './notebook-kernel.js';

/**
 * Answers Jupyter over its sockets until it says that it is done.
 * @param connectionFile as Jupyter wrote it.
 * @param notBuilt compiler messages: where there are some, each cell fails with them instead of running old code.
 */
export async function serveJupyter(connectionFile: string, notBuilt?: string): Promise<void> {
  const kernel = notebookKernel();
  process.on('SIGINT', kernel.stop);
  await new Server(kernel, connectionFile, notBuilt).init();
}

/** tslab's server, whose replies name no error: what runs notebooks unattended would show none. */
class Server extends ZmqServer {
  constructor(
    private readonly kernel: NotebookKernel,
    connectionFile: string,
    private readonly notBuilt?: string,
  ) {
    super(kernel.handler, connectionFile);
  }

  override async handleExecute(...[socket, message]: Parameters<ZmqServer['handleExecute']>): Promise<void> {
    const send = (to: { send(parts: unknown): unknown }, type: string, content: object) => {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = content;
      reply.signAndSend(this.connInfo.key, to);
    };
    const { count, fault } = this.notBuilt
      ? {
          count: 0,
          fault: { name: 'Error', text: `the build failed; restart the kernel when it is mended\n${this.notBuilt}` },
        }
      : await this.kernel.run(
          message.content as Parameters<NotebookKernel['run']>[0],
          (name, text) => send(this.iopub, 'stream', { name, text }),
          (data, update) => send(this.iopub, update ? 'update_display_data' : 'display_data', data),
        );
    if (fault) send(this.iopub, 'error', errorOf(fault));
    send(socket, 'execute_reply', {
      ...{ status: fault ? 'error' : 'ok', execution_count: count },
      ...(fault && errorOf(fault)),
    });
  }
}

/** An error as Jupyter's protocol has it. */
function errorOf({ name, text }: Fault) {
  const [first = ''] = text.split('\n');
  return { ename: name, evalue: first.replace(`${name}: `, ''), traceback: text.split('\n') };
}
