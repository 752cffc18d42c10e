import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../data/index.js';
import { type Flag, helpText, isMain, parseFlags, runCommand } from '../command-line/cli.js';
import { terminalReporter } from '../command-line/terminal-reporter.js';
import { root } from '../engine/root.js';
import { build } from './build.js';
import { renderNotebooks } from './render-notebooks.js';

const flags = {
  data: { value: 'DIR', help: 'the folder of a shop log that the notebooks read, instead of their own' },
  only: { value: 'NAMES', help: 'only these notebooks, e.g. 01-eda,02-baselines' },
  'in-place': { help: 'refresh the notebooks in notebooks/ too' },
  help: { help: 'show this' },
} satisfies Record<string, Flag>;

async function main(): Promise<void> {
  const { data, only, 'in-place': inPlace, help } = parseFlags(process.argv.slice(2), flags);
  if (help) {
    const purpose =
      'Executes the notebooks without Jupyter and writes them, with an HTML page of each, to notebooks/rendered/.';
    process.stdout.write(
      helpText('npm run notebooks:render -- [--data DIR] [--only NAMES] [--in-place]', purpose, flags),
    );
    return;
  }
  if (typeof data === 'string' && !existsSync(data)) throw new InputError('no such folder', { file: data });
  const reporter = terminalReporter();
  reporter.say('build', 'dist/, which the notebooks import …');
  await build();
  await renderNotebooks({
    folder: join(root, 'notebooks'),
    ...(typeof only === 'string' && { only: only.split(',') }),
    ...(typeof data === 'string' && { data }),
    inPlace: inPlace === true,
    reporter,
  });
}

if (isMain(import.meta.url)) await runCommand(main);
