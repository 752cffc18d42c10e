// Starts a command from a build, without compiling on each start: node pipeline/launch.mjs SCRIPT [flags]
//
// The first start after a change of the sources bundles them into data/processed/build-<hash>/, which takes a second; later starts
// find that build by the hash of the sources.
import './launch/check-node.mjs';
import './launch/check-memory.mjs';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readFacts } from './launch/build-facts.mjs';
import { goToCallersFolder } from './launch/callers-folder.mjs';
import { sourceHash } from './launch/source-hash.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const [node, , script, ...flags] = process.argv;
process.argv = [node, join(root, script), ...flags];
const hash = sourceHash(root, script);
const cache = join(root, 'data', 'processed');
const folder = join(cache, `build-${hash}`);

const build = found() ?? (await made());
goToCallersFolder(script);
if (build) {
  globalThis[Symbol.for('retail-recsys code versions')] = build.versions;
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(folder, build.entry)).href);
} else {
  // Without room for a build, or with sources that do not compile, modules are compiled as they are loaded, which reports errors.
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(join(root, script)).href);
}

/** The build's facts, if the build is complete; also records that this process runs from it. */
function found() {
  const facts = readFacts(folder);
  try {
    if (facts) appendFileSync(join(folder, 'users'), `${process.pid}\n`);
  } catch {} // on a disk that cannot be written to, nothing is swept either
  return facts;
}

async function made() {
  const { buildInto } = await import('./launch/build.mjs');
  if (!(await buildInto(folder, root, script, hash))) return undefined;
  const facts = found();
  const { sweepBuilds } = await import('./launch/sweep-builds.mjs');
  sweepBuilds(cache);
  return facts;
}
