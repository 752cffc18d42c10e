// Started by Jupyter: node start-kernel.mjs CONNECTION_FILE. Brings dist/ up to date with the sources, then runs the kernel from it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const build = fileURLToPath(new URL('build.ts', import.meta.url));
const { status, stderr } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), build], {
  cwd: root,
  encoding: 'utf8',
});
const { serveJupyter } = await import(new URL('../../dist/pipeline/notebooks/jupyter-kernel.js', import.meta.url).href);
await serveJupyter(process.argv[2], status === 0 ? undefined : stderr);
