import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  downloadDataset,
  InputError,
  kaggleCredentials,
  kaggleDataset,
  kaggleDatasets,
  kaggleUrl,
  manualSteps,
} from '../data/index.js';
import { helpText, parseFlags, runCommand } from './command-line/cli.js';
import { terminalReporter } from './command-line/terminal-reporter.js';
import { root } from './engine/root.js';

const standard = 'retailrocket';

const flags = {
  dataset: { value: 'NAME', help: `${Object.keys(kaggleDatasets).join(' | ')} (${standard})` },
  out: { value: 'DIR', help: 'folder to write (data/raw; of another dataset data/raw/NAME)' },
  help: { help: 'this text' },
};

await runCommand(async () => {
  const given = parseFlags(process.argv.slice(2), flags);
  if (given.help) {
    process.stdout.write(
      helpText(
        'npm run data:download -- [--dataset NAME] [--out DIR]',
        'Downloads a dataset from Kaggle with your own token; goes on where it stopped, and checks every file whose checksum is known.',
        flags,
      ),
    );
    return;
  }
  const name = String(given.dataset ?? standard);
  const dataset = kaggleDataset(name);
  const raw = join(root, 'data', 'raw');
  const folder = given.out ? resolve(String(given.out)) : name === standard ? raw : join(raw, name);
  const credentials = await kaggleCredentials(homedir(), process.env);
  if (!credentials) throw new InputError(manualSteps(dataset, folder));
  const baseUrl = process.env.KAGGLE_BASE_URL ?? kaggleUrl;
  await downloadDataset({ dataset, folder, credentials, baseUrl, reporter: terminalReporter() });
  process.stdout.write(`${dataset.title} is complete in ${folder}. Its publisher’s terms: ${dataset.terms}\n`);
});
