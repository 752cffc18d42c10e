import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { InputError } from '../../data/index.js';
import { isMain, runCommand } from '../command-line/cli.js';
import { root } from '../engine/root.js';
import { writeKernelSpec } from './kernel-spec.js';

const jupyterPath = join(root, 'node_modules/.cache/jupyter');

/** Opens `notebooks/` in JupyterLab, or else in the classic notebook; flags are passed on to it. */
async function open(): Promise<void> {
  const found = ['lab', 'notebook'].find(
    (kind) => spawnSync('jupyter', [kind, '--version'], { stdio: 'ignore' }).status === 0,
  );
  if (!found) throw new InputError('there is no Jupyter here; get it with: pip install jupyterlab');
  await writeKernelSpec(jupyterPath);
  const path = [jupyterPath, process.env.JUPYTER_PATH].filter(Boolean).join(delimiter);
  // Jupyter refuses root, often the only user in a container.
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const jupyter = spawn('jupyter', [found, join(root, 'notebooks'), ...asRoot, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, JUPYTER_PATH: path },
  });
  const [code] = await once(jupyter, 'close');
  process.exitCode = code ?? 1;
}

if (isMain(import.meta.url)) await runCommand(open);
