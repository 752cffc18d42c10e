import { join, relative } from 'node:path';
import { countText, generateShop, InputError, leastEvents, mostEvents } from '../data/index.js';
import { type Flag, helpText, isMain, parseFlags, runCommand } from './command-line/cli.js';
import { terminalReporter } from './command-line/terminal-reporter.js';
import { root } from './engine/root.js';

const flags: Record<'events' | 'seed' | 'out' | 'help', Flag> = {
  events: {
    value: 'N',
    help: `events to write, ${countText(leastEvents)} to ${countText(mostEvents)} (default 200,000)`,
  },
  seed: { value: 'N', help: 'equal seeds give equal bytes (default 1)' },
  out: { value: 'DIR', help: 'folder to write (default data/raw/generated-<events>-<seed>)' },
  help: { help: 'this text' },
};

/** `npm run data:generate`: writes a synthetic shop and prints its folder. */
export async function generate(args: readonly string[]): Promise<void> {
  const given = parseFlags(args, flags);
  if (given.help) {
    process.stdout.write(
      helpText(
        'npm run data:generate -- [flags]',
        'Generates a synthetic shop in the layout of RetailRocket, with the truth about it in its folder truth/.',
        flags,
      ),
    );
    return;
  }
  const events = number('events', given.events ?? '200000');
  const seed = number('seed', given.seed ?? '1');
  const folder = given.out
    ? String(given.out)
    : relative(process.cwd(), join(root, `data/raw/generated-${events}-${seed}`));
  await generateShop({ events, seed, folder, reporter: terminalReporter() });
  process.stdout.write(`${countText(events)} events in ${folder}\nthen: npm run pipeline -- --data ${folder}\n`);
}

function number(flag: string, given: string | true): number {
  const value = Number(given);
  if (Number.isNaN(value)) throw new InputError(`--${flag} ${given}`, {}, 'a number');
  return value;
}

if (isMain(import.meta.url)) await runCommand(() => generate(process.argv.slice(2)));
