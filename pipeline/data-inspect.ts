#!/usr/bin/env -S npx tsx
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { assertFileWritable, counted, InputError, inspectFolder, writeWhole } from '../data/index.js';
import { type Flag, helpText, isMain, parseFlags, runCommand } from './command-line/cli.js';
import { terminalReporter } from './command-line/terminal-reporter.js';
import { root } from './engine/root.js';
import { inspectionText, questionsOf } from './inspect/inspection-text.js';

const flags: Record<'data' | 'out' | 'force' | 'help', Flag> = {
  data: { value: 'DIR', help: 'folder of the shop’s log' },
  out: { value: 'FILE', help: 'JSON file to write the mapping to; without it the mapping is printed' },
  force: { help: 'replace that file if it is there' },
  help: { help: 'this text' },
};

/**
 * `npm run data:inspect`: looks at a shop's files, proposes a mapping with its doubts, and draws the funnel that comes of it.
 * @throws InputError where no mapping can be proposed, or the one that was written must be completed.
 */
export async function inspect(args: readonly string[]): Promise<void> {
  const given = parseFlags(args, flags);
  if (given.help) {
    const usage = 'npm run data:inspect -- --data DIR [--out mapping.json]';
    process.stdout.write(
      helpText(usage, 'Looks at the files of a log and proposes a mapping, which says how they are written.', flags),
    );
    return;
  }
  if (given.data === undefined) throw new InputError('--data is missing', {}, '--data DIR, the folder of a shop’s log');
  const folder = String(given.data);
  const out = given.out === undefined ? undefined : resolve(String(given.out));
  if (out !== undefined && existsSync(out) && !given.force)
    throw new InputError('is there already', { file: out }, 'another --out, or --force to replace it');
  if (out !== undefined) await assertFileWritable(out);

  const inspection = await inspectFolder(folder, { reporter: terminalReporter() });
  process.stdout.write(`${inspectionText(inspection, process.stdout.columns)}\n`);
  const { mapping, dataset } = inspection;
  if (!mapping && dataset) {
    process.stdout.write(`next: npm run pipeline -- --data ${folder}\n`);
    return;
  }
  if (!mapping)
    throw new InputError(
      'no mapping can be proposed',
      { file: folder },
      'files with columns for the item, the time, and the visitor or the session; docs/mapping.md says how to write one by hand',
    );
  const schema = join(root, 'docs', 'mapping.schema.json');
  const $schema = relative(out === undefined ? process.cwd() : dirname(out), schema).replaceAll('\\', '/');
  const text = `${JSON.stringify({ $schema, ...mapping }, undefined, 2)}\n`;
  if (out === undefined) process.stdout.write(`${text}\n`);
  else await writeWhole(out, (temporary) => writeFile(temporary, text));
  const questions = questionsOf(inspection);
  const file = out === undefined ? 'the mapping' : String(given.out);
  if (questions.length > 0)
    throw new InputError(
      `the mapping is not complete: ${counted(questions.length, 'point')} to settle first, listed above`,
      { file: out ?? folder },
      'a mapping that says them; docs/mapping.md has its options',
    );
  process.stdout.write(
    out === undefined
      ? 'next: the same with --out mapping.json\n'
      : `next: look at ${file}, then npm run pipeline -- --data ${folder} --mapping ${file}\n`,
  );
}

if (isMain(import.meta.url)) await runCommand(() => inspect(process.argv.slice(2)));
