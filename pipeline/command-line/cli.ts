import { realpathSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { didYouMean, InputError, openTemporaries } from '../../data/index.js';
import { faultText } from './fault.js';

/** True when the module is the script that Node was started with. */
export const isMain = (url: string): boolean =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);

/**
 * Runs a command's main function. An error, an unhandled rejection included, is printed as one message and ends the command with
 * exit code 1; Ctrl-C ends it with 130. Both remove half-written files.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  const end = (text: string, code: number) => {
    if (text) process.stderr.write(`${text}\n`);
    for (const temporary of openTemporaries) rmSync(temporary, { recursive: true, force: true });
    process.exit(code);
  };
  for (const [signal, code] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => end('\nstopped; finished stages are kept, the same command goes on from there', code));
  process.once('uncaughtException', (error) => end(faultText(error), 1)); // unhandled rejections too
  process.stdout.once('error', (error: NodeJS.ErrnoException) => end(outputFault(error), 1));
  await main().catch((error: unknown) => end(faultText(error), 1));
}

/** Why the result cannot be written to standard output; nothing if its reader, such as `head`, has closed the pipe. */
const outputFault = (error: NodeJS.ErrnoException) =>
  error.code === 'EPIPE' ? '' : `error: standard output: ${error.message}`;

/** One flag of a command: its value and its effect. */
export interface Flag {
  /** `DIR`, `N` …; absent for a switch. */
  readonly value?: string;
  readonly help: string;
}

/** A command's flags by name. */
export type Flags = Readonly<Record<string, Flag>>;

/**
 * Reads `--name value`, `--name=value` and `--switch`; a lone `--` is skipped.
 * @throws InputError for an unknown flag (naming the nearest) and for a missing, surplus or misplaced value.
 */
export function parseFlags<Name extends string>(
  args: readonly string[],
  flags: Readonly<Record<Name, Flag>>,
): Partial<Record<Name, string | true>> {
  const names = Object.keys(flags) as Name[];
  const found: Partial<Record<Name, string | true>> = {};
  const rest = args.filter((arg) => arg !== '--');
  while (rest.length > 0) {
    const arg = rest.shift()!;
    if (!arg.startsWith('-')) throw new InputError(`"${arg}" stands without a flag`, {}, `flags: ${list(names)}`);
    const [, given, inline] = /^-+([^=]*)(?:=(.*))?$/s.exec(arg)!;
    const name = arg.startsWith('--') ? names.find((known) => known === given) : undefined;
    if (name === undefined)
      throw new InputError(
        `there is no flag ${arg.replace(/=.*/s, '')}`,
        {},
        `${didYouMean(
          `--${given}`,
          names.map((known) => `--${known}`),
          '',
        )}Flags: ${list(names)}`,
      );
    const { value } = flags[name];
    if (value === undefined) {
      if (inline !== undefined) throw new InputError(`--${name} takes no value`, {}, `--${name}`);
      found[name] = true;
      continue;
    }
    const text = inline ?? (rest[0]?.startsWith('--') ? undefined : rest.shift());
    if (!text || found[name] !== undefined) throw new InputError(`--${name} needs one value`, {}, `--${name} ${value}`);
    found[name] = text;
  }
  return found;
}

const list = (names: readonly string[]) => names.map((name) => `--${name}`).join(' ');

/** The help text of a command. */
export function helpText(usage: string, purpose: string, flags: Flags): string {
  const rows = Object.entries(flags).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help]);
  const width = Math.max(...rows.map(([left]) => left!.length));
  const indent = `\n${' '.repeat(width + 4)}`;
  const lines = rows.map(([left, help]) => `  ${left!.padEnd(width)}  ${wrapped(help!, 100 - width).join(indent)}`);
  return `${purpose}\n\nUsage: ${usage}\n\n${lines.join('\n')}\n`;
}

/** Wraps a text to a number of characters a line, at spaces and after commas; a longer word stays whole. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const piece of text.match(/[^\s,]*,?\s?/g)!) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + piece.trimEnd().length > width) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  }
  return lines.map((line) => line.trimEnd());
}
