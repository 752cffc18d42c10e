import { homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { type Flag, helpText, isMain, parseFlags, runCommand } from '../command-line/cli.js';
import { writeKernelSpec } from './kernel-spec.js';

/**
 * The folder in which Jupyter's clients, VS Code and nbclient among them, look for a user's kernels.
 * @param env the process's environment variables.
 */
export function userJupyterData(env: Readonly<Record<string, string | undefined>>): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  if (platform() === 'win32') return join(env.APPDATA ?? homedir(), 'jupyter');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'jupyter');
}

const flags = { help: { help: 'show this' } } satisfies Record<string, Flag>;

async function main(): Promise<void> {
  if (parseFlags(process.argv.slice(2), flags).help) {
    const purpose = 'Installs the notebooks’ kernel for this user, so that VS Code, nbclient and any Jupyter find it.';
    process.stdout.write(helpText('npm run notebooks:kernel', purpose, flags));
    return;
  }
  const file = await writeKernelSpec(userJupyterData(process.env));
  process.stdout.write(`${file}\nTo take it away again, delete the folder ${dirname(file)}\n`);
}

if (isMain(import.meta.url)) await runCommand(main);
