import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { downloadRetailRocket, InputError, kaggleCredentials, kaggleUrl, manualSteps } from '../data/index.js';
import { helpText, parseFlags, runCommand } from './command-line/cli.js';
import { terminalReporter } from './command-line/terminal-reporter.js';
import { root } from './engine/root.js';

const flags = {
  out: { value: 'DIR', help: 'folder to write (data/raw)' },
  help: { help: 'this text' },
};

await runCommand(async () => {
  const given = parseFlags(process.argv.slice(2), flags);
  if (given.help) {
    process.stdout.write(
      helpText(
        'npm run data:download -- [--out DIR]',
        'Downloads RetailRocket from Kaggle with your own token; goes on where it stopped, and checks every file.',
        flags,
      ),
    );
    return;
  }
  const folder = given.out ? resolve(String(given.out)) : join(root, 'data', 'raw');
  const credentials = await kaggleCredentials(homedir(), process.env);
  if (!credentials) throw new InputError(manualSteps(folder));
  const baseUrl = process.env.KAGGLE_BASE_URL ?? kaggleUrl;
  await downloadRetailRocket({ folder, credentials, baseUrl, reporter: terminalReporter() });
  process.stdout.write(`RetailRocket is complete in ${folder}\n`);
});
