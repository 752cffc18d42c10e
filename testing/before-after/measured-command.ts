import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a command took, all the processes that it started together. */
export interface Taken {
  /** User and system time, in seconds. */
  readonly cpu: number;
  /** The most resident memory that its processes held together, looked at every 50 ms; 0 where there is no /proc. */
  readonly peakMB: number;
  /** Standard output. */
  readonly out: string;
}

const lookEvery = 50;

/**
 * Runs a command to its end.
 * @throws Error with what it said when it fails.
 */
export async function measuredCommand(cwd: string, command: readonly string[]): Promise<Taken> {
  // The shell's own clock counts processes that have been waited for, and those that they waited for.
  const timed = ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'bash', ...command];
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  // A process group of its own, by which its processes are found. The kernel's own high-water mark will not do: a run resets it
  // to tell what each model took.
  const child = spawn('bash', timed, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let peak = 0;
  const looking = setInterval(() => {
    peak = Math.max(peak, residentOf(child.pid!));
  }, lookEvery);
  const [out, error] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  clearInterval(looking);
  if (code !== 0) throw new Error(`${command.join(' ')} failed in ${cwd}:\n${error}`);
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(error)!;
  return { cpu: Number(user) + Number(system), peakMB: peak, out };
}

/** Resident memory of all processes of a group, in MB. */
function residentOf(group: number): number {
  let kilobytes = 0;
  for (const pid of pids()) {
    try {
      // proc(5): behind the name in brackets state, parent, group.
      const [, , ofGroup] = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      if (Number(ofGroup) !== group) continue;
      kilobytes += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It has ended.
    }
  }
  return Math.round(kilobytes / 1024);
}

function pids(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
