import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { counted } from '../../data/index.js';
import { isRunConfig, runFormat } from '../files/run-config.js';
import { manifestFile, stageFormat } from './manifest.js';
import { root } from './root.js';

/** Names of folders of stages' outputs. Others may be the user's own: an output's manifest names the same stage. */
const stageFolder = /^(.+)-[0-9a-f]{12}$/;

/**
 * One line on the outputs of other versions of this project in a cache and `runs/`, and how to delete them; undefined if there are
 * none. They are never read: keys of stages include the version, and that of a run folder is checked.
 */
export async function oldOutputs(cache: string, runs = join(root, 'runs')): Promise<string | undefined> {
  const folder = resolve(root, cache);
  const stages = await namesIn(folder, stageFolder, async (name) => {
    const made = (await jsonOf(join(folder, name, manifestFile))) as { stage?: unknown; format?: unknown } | undefined;
    return made?.stage === stageFolder.exec(name)![1] && made?.format !== stageFormat;
  });
  const old = await namesIn(runs, /-[0-9a-f]{8}$/, async (name) => {
    const config = await jsonOf(join(runs, name, 'config.json'));
    return isRunConfig(config) && config.format !== runFormat;
  });
  if (stages.length + old.length === 0) return undefined;
  const counts = [
    ...(stages.length > 0 ? [counted(stages.length, 'finished stage')] : []),
    ...(old.length > 0 ? [counted(old.length, 'run')] : []),
  ];
  const paths = [...stages.map((name) => join(folder, name)), ...old.map((name) => join(runs, name))];
  const command = `rm -r ${paths.map((path) => quoted(relative(process.cwd(), path))).join(' ')}`;
  return `${counts.join(' and ')} of another version of this project, left as they are and not used; to delete them: ${command}`;
}

/** A path quoted as one word for a shell. */
const quoted = (path: string) => (/^[\w./][\w./-]*$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

async function namesIn(folder: string, pattern: RegExp, isOld: (name: string) => Promise<boolean>): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() && pattern.test(entry.name)).map(({ name }) => name);
  const are = await Promise.all(names.map(isOld));
  return names.filter((_, i) => are[i]).sort();
}

const jsonOf = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
};
