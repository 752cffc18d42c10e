import { realpathSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { distance } from 'fastest-levenshtein';
import { minimist } from 'zx';
import { InputError, openTemporaries } from '../data/index.js';

/** True when the module is the script that Node was started with. */
export const isMain = (url: string): boolean =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);

/**
 * Runs a command's main function. What the user can mend is printed as one message and ends with exit code 1; Ctrl-C
 * removes what is half written and ends with 130.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => {
      for (const temporary of openTemporaries) rmSync(temporary, { recursive: true, force: true });
      process.stderr.write('\nstopped; finished stages are kept, the same command goes on from there\n');
      process.exit(code);
    });
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof InputError ? `error: ${error.message}` : fault(error)}\n`);
    process.exitCode = 1;
  }
}

/** A full disk is the user's to mend; anything else unforeseen is ours, and its stack tells where. */
function fault(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (/ENOSPC|No space left on device/i.test(text))
    return 'error: the disk is full; nothing half-written was kept\n  expected: free space where data/processed, runs and the temporary folder lie';
  return text;
}

/** One flag of a command: what follows it, and what it does. */
export interface Flag {
  /** `DIR`, `N` …; absent for a switch. */
  readonly value?: string;
  readonly help: string;
}

/**
 * Reads `--name value` flags; a lone `--` and what npm puts before it are skipped.
 * @throws InputError for an unknown flag (naming the nearest), a missing value, or an argument without a flag.
 */
export function parseFlags<Name extends string>(
  args: readonly string[],
  flags: Readonly<Record<Name, Flag>>,
): Partial<Record<Name, string | true>> {
  const names = Object.keys(flags) as Name[];
  const valued = names.filter((name) => flags[name].value);
  const parsed = minimist([...args], {
    string: valued,
    boolean: names.filter((name) => !flags[name].value),
    unknown: (arg) => {
      if (!arg.startsWith('-')) throw new InputError(`"${arg}" stands without a flag`, {}, `flags: ${list(names)}`);
      const given = arg.replace(/^-+/, '').replace(/=.*/, '');
      throw new InputError(
        `there is no flag --${given}`,
        {},
        `did you mean --${nearest(given, names)}? Flags: ${list(names)}`,
      );
    },
  });
  const found: Partial<Record<Name, string | true>> = {};
  for (const name of names) {
    const value = parsed[name] as string | boolean | string[] | undefined;
    if (value === undefined || value === false) continue;
    if (value === '' || Array.isArray(value))
      throw new InputError(`--${name} needs one value`, {}, `--${name} ${flags[name].value}`);
    found[name] = value;
  }
  return found;
}

const list = (names: readonly string[]) => names.map((name) => `--${name}`).join(' ');

/** The candidate closest in spelling. */
export const nearest = (word: string, candidates: readonly string[]): string =>
  candidates.toSorted((a, b) => distance(word, a) - distance(word, b))[0]!;

/** The help text of a command. */
export function helpText(usage: string, purpose: string, flags: Readonly<Record<string, Flag>>): string {
  const rows = Object.entries(flags).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help]);
  const width = Math.max(...rows.map(([left]) => left!.length));
  return `${purpose}\n\nUsage: ${usage}\n\n${rows.map(([left, help]) => `  ${left!.padEnd(width)}  ${help}`).join('\n')}\n`;
}
