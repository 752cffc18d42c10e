import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a command took, all the processes that it started together. */
export interface Taken {
  /** User and system time, in seconds. */
  readonly cpu: number;
  /** The largest resident memory of any of its Node processes. */
  readonly peakMB: number;
  /** Standard output. */
  readonly out: string;
}

const hook = pathToFileURL(join(import.meta.dirname, 'report-peak.mjs')).href;

/**
 * Runs a command to its end.
 * @throws Error with what it said when it fails.
 */
export async function measuredCommand(cwd: string, command: readonly string[]): Promise<Taken> {
  const peaks = join(tmpdir(), `peaks-${process.pid}-${performance.now()}`);
  // The shell's own clock counts processes that have been waited for, and those that they waited for.
  const timed = ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'bash', ...command];
  const child = spawn('bash', timed, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: `--import ${hook}`, REPORT_PEAK: peaks, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  const [out, error] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  if (code !== 0) throw new Error(`${command.join(' ')} failed in ${cwd}:\n${error}`);
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(error)!;
  const reported = (await readFile(peaks, 'utf8').catch(() => '0')).trim().split('\n').map(Number);
  await rm(peaks, { force: true });
  return { cpu: Number(user) + Number(system), peakMB: Math.max(...reported), out };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
