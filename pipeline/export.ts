#!/usr/bin/env -S npx tsx
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import {
  assertWritable,
  didYouMean,
  exportFormats,
  fileRefusal,
  InputError,
  shown,
  writeWhole,
} from '../data/index.js';
import { type Flag, helpText, isMain, parseFlags, runCommand } from './command-line/cli.js';
import { terminalReporter } from './command-line/terminal-reporter.js';
import { root } from './engine/root.js';
import { distinctSessions } from './export/distinct-sessions.js';
import { runCategories, runLists, runTargets } from './export/run-lists.js';
import { runLog } from './export/run-log.js';
import { readRun } from './files/run-folder.js';

const formats = Object.keys(exportFormats) as (keyof typeof exportFormats)[];

const flags: Record<'run' | 'format' | 'out' | 'help', Flag> = {
  run: { value: 'DIR', help: 'the run folder' },
  format: { value: 'NAME', help: formats.join(' | ') },
  out: { value: 'DIR', help: 'folder to write, new or empty (default exports/<run>-<format>)' },
  help: { help: 'this text' },
};

/** `npm run export`: writes a finished run's log, split and predictions for other tools, and prints the folder. */
export async function exportRun(args: readonly string[]): Promise<void> {
  const given = parseFlags(args, flags);
  if (given.help) {
    process.stdout.write(
      helpText(
        'npm run export -- --run DIR --format NAME [--out DIR]',
        'Writes the cleaned log, the split’s parts and the predictions of a finished run as other tools read them.',
        flags,
      ),
    );
    return;
  }
  const format = formatOf(given.format);
  if (given.run === undefined) throw new InputError('--run is missing', {}, '--run DIR, a run folder');
  const run = await readRun(resolve(String(given.run)));
  const folder = given.out
    ? resolve(String(given.out))
    : join(root, 'exports', `${basename(run.folder)}-${String(given.format)}`);
  await assertEmpty(folder);

  const reporter = terminalReporter();
  const { log: cleaned, part } = await runLog(run, reporter);
  const log = distinctSessions(cleaned);
  const targets = await runTargets(run, log);
  const categories = await runCategories(run);
  const { models } = run.leaderboard;
  const bar = reporter.start('export', models.length + 1);
  await writeWhole(folder, async (temporary) => {
    await format.writeLog(temporary, {
      name: run.name,
      log,
      part,
      ...(categories && { categories }),
    });
    if (targets) await format.writeTargets?.(temporary, targets);
    let done = 1;
    bar.update(done);
    for await (const lists of runLists(run, log)) {
      await format.writeLists(join(temporary, 'predictions'), lists);
      bar.update(++done);
    }
  });
  bar.finish();
  process.stdout.write(`${relative(process.cwd(), folder)}\n`);
}

function formatOf(given: string | true | undefined) {
  const format = formats.find((name) => name === given);
  if (format) return exportFormats[format];
  throw new InputError(
    given === undefined ? '--format is missing' : `there is no format ${shown(String(given))}`,
    {},
    `${given === undefined ? '' : didYouMean(String(given), formats)}--format ${formats.join(' | ')}`,
  );
}

/** Refuses a folder that holds anything, and one that cannot be written, before any work. */
async function assertEmpty(folder: string): Promise<void> {
  if (!existsSync(folder)) return assertWritable(folder);
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileRefusal(error) ?? error;
  });
  if (names.length > 0)
    throw new InputError('is not empty', { file: folder }, 'a new or an empty folder; this one is left as it is');
}

if (isMain(import.meta.url)) await runCommand(() => exportRun(process.argv.slice(2)));
