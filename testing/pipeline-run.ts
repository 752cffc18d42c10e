import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a command that is over has left. */
export interface Ended {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** A command that has been started. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once standard error holds the text; rejects when the command ends before. */
  readonly said: (text: string) => Promise<void>;
  /** Sends a signal to the command and all that it has started, as Ctrl-C or a crash of the machine would reach them. */
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** Starts a script of the pipeline, `pipeline/run.ts` unless said, as `npm run pipeline -- …` does, in a process group of its own; `env` adds to the environment. */
export function startPipeline(
  args: readonly string[],
  script = 'pipeline/run.ts',
  env: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(process.execPath, ['pipeline/launch.mjs', script, ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    error += part;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, error })));
  return {
    child,
    ended,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => error.includes(text) && resolve();
        child.stderr.on('data', look);
        look();
        void ended.then(() => reject(new Error(`the command ended without saying "${text}":\n${error}`)));
      }),
    signal: (signal) => process.kill(-child.pid!, signal),
  };
}

/** Runs a script of the pipeline to its end. */
export const runPipelineCommand = (
  args: readonly string[],
  script?: string,
  env?: Readonly<Record<string, string>>,
): Promise<Ended> => startPipeline(args, script, env).ended;

/** An empty temporary folder, removed when the test is over; for one that outlives a test remove it yourself. */
export async function scratchFolder(): Promise<string> {
  const folder = await lastingFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty temporary folder that stays until `afterAll` removes it. */
export const lastingFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'retail-recsys-test-'));

/** Reads a JSON file. */
export const readJson = async <T>(...path: string[]): Promise<T> =>
  JSON.parse(await readFile(join(...path), 'utf8')) as T;
