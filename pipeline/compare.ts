#!/usr/bin/env -S npx tsx
import { writeFile } from 'node:fs/promises';
import { counted, InputError, writeWhole } from '../data/index.js';
import { helpText, isMain, parseFlags, runCommand } from './command-line/cli.js';
import { compareRuns } from './comparison/compare-runs.js';
import { comparisonPage } from './comparison/comparison-page.js';
import { comparisonTable } from './comparison/comparison-table.js';
import { type Run, readRun } from './files/run-folder.js';

const usage = 'npm run compare -- RUN RUN [flags]';
const flags = {
  html: { value: 'FILE', help: 'write the comparison as a page too' },
  json: { help: 'print the comparison, and nothing else, as JSON (with npm: npm run -s compare)' },
  help: { help: 'this text' },
};

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const isFolder = (arg: string, at: number) => !arg.startsWith('-') && args[at - 1] !== '--html';
  const folders = args.filter(isFolder);
  const given = parseFlags(
    args.filter((arg, at) => !isFolder(arg, at)),
    flags,
  );
  if (given.help) {
    process.stdout.write(
      helpText(usage, 'Compares two run folders that asked the same queries, model by model, query by query.', flags),
    );
    return;
  }
  if (folders.length !== 2) throw new InputError(`${counted(folders.length, 'run folder')} given, not two`, {}, usage);
  const [first, second] = (await Promise.all(folders.map(readRun))) as [Run, Run];
  const comparison = await compareRuns(first, second);
  if (given.html) {
    const page = comparisonPage(comparison);
    await writeWhole(String(given.html), (temporary) => writeFile(temporary, page));
  }
  process.stdout.write(
    given.json ? `${JSON.stringify(comparison, undefined, 2)}\n` : `${comparisonTable(comparison)}\n`,
  );
}

if (isMain(import.meta.url)) void runCommand(main);
