import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as zmq from 'zeromq';
import { root } from '../engine/root.js';
import { build } from './build.js';
import { kernelSpec } from './kernel-spec.js';

interface Message {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}

// A client as Jupyter's are: the kernel is started by its specification and asked over sockets.
const folder = mkdtempSync(join(tmpdir(), 'jupyter-kernel-'));
const key = 'secret';
const [shell, iopub] = [new zmq.Dealer(), new zmq.Subscriber()];
let kernel: ChildProcess;

beforeAll(async () => {
  await build();
  const ports = { shell_port: 0, iopub_port: 0, stdin_port: 0, control_port: 0, hb_port: 0 };
  for (const name of Object.keys(ports) as (keyof typeof ports)[]) ports[name] = await freePort();
  const file = join(folder, 'connection.json');
  writeFileSync(file, JSON.stringify({ ...ports, ip: '127.0.0.1', transport: 'tcp', key }));
  const [node, ...args] = kernelSpec.argv.map((arg) => (arg === '{connection_file}' ? file : arg));
  kernel = spawn(node!, args, { cwd: join(root, 'notebooks'), stdio: 'ignore' });
  shell.connect(`tcp://127.0.0.1:${ports.shell_port}`);
  iopub.connect(`tcp://127.0.0.1:${ports.iopub_port}`);
  iopub.subscribe();
  expect((await ask('kernel_info_request', {})).content).toMatchObject({ implementation: 'tslab' });
});
afterAll(() => {
  kernel.kill('SIGKILL');
  shell.close();
  iopub.close();
  rmSync(folder, { recursive: true });
});

it('names the error of a cell, for whoever runs notebooks unattended', async () => {
  const reply = await execute(`function load() { throw new RangeError('no such shop'); }\nload();`);
  expect(reply.content).toMatchObject({ status: 'error', ename: 'RangeError', evalue: 'no such shop' });
  expect(await publishedOf('error')).toMatchObject({
    ename: 'RangeError',
    traceback: expect.arrayContaining(['RangeError: no such shop', expect.stringMatching(/at load/)]),
  });
});

it('ends a cell whose promise is rejected with nothing awaiting it', async () => {
  const reply = await execute(`void Promise.reject(new RangeError('adrift'));`);
  expect(reply.content).toMatchObject({ status: 'error', evalue: 'adrift' });
});

it('stops the work that a cell began when the stop button is pressed', async () => {
  await execute(`import { quietPipeline } from '../dist/pipeline/index.js'; const { abort } = quietPipeline({});`);
  const running = execute(
    `await new Promise((over) => setTimeout(over, 10)); console.log('begun'); while (!abort.aborted) await new Promise((over) => setTimeout(over, 10));`,
  );
  await publishedOf('stream');
  kernel.kill('SIGINT');
  expect((await running).content).toMatchObject({
    status: 'error',
    evalue: expect.stringMatching(/stopped; finished stages are kept/),
  });
  expect((await execute(`console.log(abort.aborted, quietPipeline({}).abort.aborted)`)).content).toMatchObject({
    status: 'ok',
  });
  expect(await publishedOf('stream')).toEqual({ name: 'stdout', text: 'true false\n' });
});

const execute = async (code: string) => {
  // Behind a failed cell the kernel lets go what Jupyter had queued.
  await new Promise((over) => setTimeout(over, 300));
  return ask('execute_request', { code, silent: false, store_history: true, user_expressions: {} });
};

async function ask(type: string, content: object): Promise<Message> {
  const header = {
    msg_id: String(Math.random()),
    session: 's',
    username: 'u',
    version: '5.3',
    date: '',
    msg_type: type,
  };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  const signature = createHmac('sha256', key);
  for (const part of parts) signature.update(part);
  await shell.send(['<IDS|MSG>', signature.digest('hex'), ...parts]);
  return messageOf(await shell.receive());
}

/** The content of the next message of a type that the kernel publishes. */
async function publishedOf(type: string): Promise<Message['content']> {
  for (;;) {
    const message = messageOf(await iopub.receive());
    if (message.type === type) return message.content;
  }
}

function messageOf(parts: readonly Buffer[]): Message {
  const at = parts.findIndex((part) => part.toString() === '<IDS|MSG>');
  const read = (place: number) => JSON.parse(parts[at + place]!.toString());
  return { type: read(2).msg_type, content: read(5) };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
