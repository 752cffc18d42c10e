import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { root } from './root.js';

const rooms = ['data', 'features', 'models', 'evaluation', 'pipeline', 'experiments'];
const quick = { evaluation: { resamples: 20 } };
const itemKnn = 'models/neighbours/item-knn.ts';
const measured = ['measure-popular', 'measure-item-knn', 'leaderboard'];
const all = ['ingest', 'clean', 'sessionize', 'split', 'task', 'train-popular', 'train-item-knn', ...measured];

/** Sessions over twenty items, in the layout that brings its own split. */
function sessions(first: number, count: number, second: number): string {
  const rows = Array.from({ length: 3 * count }, (_, i) => {
    const session = first + Math.floor(i / 3);
    return `${session}\t${1 + ((session * 7 + i * i) % 20)}\t${second + i}\n`;
  });
  return `SessionId\tItemId\tTime\n${rows.join('')}`;
}

// Each change is built anew, and most runs draw figures.
describe('only what changed is done again', () => {
  let scratch: string;
  const at = (...names: string[]) => join(scratch, ...names);
  const edit = async (file: string, change: (text: string) => string) => {
    const text = await readFile(at(file), 'utf8');
    expect(change(text), file).not.toBe(text);
    await writeFile(at(file), change(text));
  };
  const insert = (file: string, before: string, line: string) =>
    edit(file, (text) => text.replace(before, `${line}\n${before}`));

  /** Runs a command of the copied sources with a quick configuration, unless one is given. */
  async function run(start: readonly string[], flags: readonly string[]): Promise<{ code: unknown; error: string }> {
    const config = flags.includes('--config') ? [] : ['--config', at('quick.json')];
    const child = spawn(process.execPath, [...start, '--cache', at('cache'), ...config, ...flags], { cwd: scratch });
    let error = '';
    child.stderr.on('data', (part) => {
      error += part;
    });
    return { code: await new Promise((resolve) => child.on('close', resolve)), error };
  }

  const pipeline = (...flags: string[]) =>
    run(['pipeline/launch.mjs', 'pipeline/run.ts'], ['--models', 'popular,item-knn', '--out', at('run'), ...flags]);
  /** The pipeline but for the report, which takes as long as all else. */
  const figures = (...flags: string[]) =>
    run(['pipeline/launch.mjs', 'pipeline/stages/leaderboard.ts'], ['--models', 'popular,item-knn', ...flags]);

  /** Which stages a run did; all others it found unchanged. */
  function stagesDone({ code, error }: { code: unknown; error: string }): string[] {
    expect({ code, error }).toEqual({ code: 0, error });
    const said = error.split('\n').filter((line) => /^[a-z]/.test(line) && !line.startsWith('packages'));
    return said.filter((line) => !line.includes('unchanged, skipped')).map((line) => line.split(' ')[0]!);
  }
  const done = async (...flags: string[]) => stagesDone(await figures(...flags));
  const doneWithReport = async (...flags: string[]) => stagesDone(await pipeline(...flags));
  const log = () => ['--data', at('shop')];

  beforeAll(async () => {
    scratch = await lastingFolder();
    const isSource = (path: string) => !/(^|\/)(raw|processed)$|\.test\.ts$/.test(relative(root, path));
    for (const name of [...rooms, 'package.json', 'package-lock.json', 'tsconfig.json'])
      await cp(join(root, name), at(name), { recursive: true, filter: isSource });
    await symlink(join(root, 'node_modules'), at('node_modules'));
    await writeFile(at('quick.json'), JSON.stringify(quick));
    await mkdir(at('shop'));
    await writeFile(at('shop', 'train.tsv'), sessions(1, 300, 1_400_000_000));
    await writeFile(at('shop', 'test.tsv'), sessions(1001, 100, 1_400_001_000));
    expect(await doneWithReport(...log())).toEqual([...all, 'report']);
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('nothing where nothing changed', async () => {
    expect(await doneWithReport(...log())).toEqual([]);
  });

  it('the report alone for the same files in another place, which its configuration then names', async () => {
    await cp(at('shop'), at('elsewhere', 'shop'), { recursive: true });
    const elsewhere = ['--data', at('elsewhere', 'shop')];
    expect(await doneWithReport(...elsewhere)).toEqual(['report']);
    const config = JSON.parse(await readFile(at('run', 'config.json'), 'utf8')) as { data: unknown };
    expect(config.data).toBe(at('elsewhere', 'shop'));
  });

  it('and to find that loads no package', async () => {
    const builds = (await readdir(at('data', 'processed'))).filter((name) => name.startsWith('build-'));
    expect(builds).toHaveLength(1);
    const loaded = new Set<string>();
    const visit = async (file: string) => {
      if (loaded.has(file)) return;
      loaded.add(file);
      if (file.startsWith('node:')) return;
      for (const [, to] of (await readFile(file, 'utf8')).matchAll(
        /^(?:import|export) (?:[^"';]* from )?["']([^"']+)["'];$/gm,
      ))
        await visit(to!.startsWith('.') ? join(dirname(file), to!) : to!);
    };
    await visit(at('data', 'processed', builds[0]!, 'pipeline', 'run.js'));
    expect(loaded.size).toBeGreaterThan(10);
  });

  it('nothing for comments and layout, wherever they are', async () => {
    for (const file of [
      'data/generator/calendar.ts',
      itemKnn,
      'evaluation/metrics/ndcg.ts',
      'pipeline/stages/fit-model.ts',
    ])
      await edit(file, (text) => `// A word on it.\n\n${text}`);
    expect(await done(...log())).toEqual([]);
  });

  it('nothing on a log from files for the code of the generator', async () => {
    await edit('data/generator/calendar.ts', (text) => text.replace('[51, 53, 58', '[51, 54, 57'));
    expect(await done(...log())).toEqual([]);
  });

  it('for the code of a model that model, and what holds its figures', async () => {
    await insert(itemKnn, '  protected prepare(', '  readonly changed = true;');
    const ofModel = ['train-item-knn', 'measure-item-knn', 'leaderboard'];
    expect(await done(...log())).toEqual(ofModel);
  });

  it('for the code of a metric all measuring and no fit', async () => {
    await edit('evaluation/metrics/ndcg.ts', (text) => text.replace('if (sum === 0)', 'if (sum <= 0)'));
    expect(await done(...log())).toEqual(measured);
  });

  it('for the code of the page the report alone', async () => {
    await edit('pipeline/report/report-page.ts', (text) => text.replace('Recompute it', 'Compute it again'));
    await figures(...log());
    expect(await doneWithReport(...log())).toEqual(['report']);
  });

  it('for a parameter that model, and for the same as before nothing', async () => {
    await writeFile(at('fewer.json'), JSON.stringify({ ...quick, parameters: { 'item-knn': { neighbours: 3 } } }));
    const ofModel = ['train-item-knn', 'measure-item-knn', 'leaderboard'];
    expect(await done(...log(), '--config', at('fewer.json'))).toEqual(ofModel);
    expect(await done(...log())).toEqual([]);
  });

  it('nothing for a file that was touched; everything for other contents of the same size and time', async () => {
    const file = at('shop', 'train.tsv');
    await utimes(file, new Date(), new Date(1_500_000_000_000));
    expect(await done(...log())).toEqual([]);
    const { atime, mtime, size } = await stat(file);
    await edit('shop/train.tsv', (text) => text.replace('\n1\t', '\n2\t'));
    await utimes(file, atime, mtime);
    expect((await stat(file)).size).toBe(size);
    expect((await done(...log()))[0]).toBe('ingest');
  });

  it('everything on a generated log for the code of the generator', async () => {
    const generated = ['--events', '20000'];
    expect(await done(...generated)).toEqual(['generate', ...all.toSpliced(-1, 0, 'best-possible')]);
    expect(await done(...generated)).toEqual([]);
    await edit('data/generator/calendar.ts', (text) => text.replace('[51, 54, 57', '[51, 53, 58'));
    expect((await done(...generated)).slice(0, 2)).toEqual(['generate', 'ingest']);
  });

  it('and what is done under the launcher is so for a stage by itself', async () => {
    const stage = ['--import', 'tsx', 'pipeline/stages/leaderboard.ts'];
    const { code, error } = await run(stage, [...log(), '--models', 'popular']);
    expect({ code, error }).toEqual({ code: 0, error });
    expect(error).toMatch(
      /train-popular +unchanged, skipped[\s\S]*measure-popular +unchanged, skipped[\s\S]*leaderboard +P-next/,
    );
  });

  it('a build that is damaged is made anew', async () => {
    const help = () => run(['pipeline/launch.mjs', 'pipeline/run.ts'], ['--help']);
    const fine = { code: 0, error: '' };
    expect(await help()).toEqual(fine);
    const builds = at('data', 'processed');
    const names = (await readdir(builds)).filter((name) => name.startsWith('build-'));
    const used = await Promise.all(names.map(async (name) => (await stat(join(builds, name, 'users'))).mtimeMs));
    const build = names[used.indexOf(Math.max(...used))];
    for (const name of ['pipeline/run.js', 'build.json']) {
      const file = join(builds, build!, name);
      const whole = await readFile(file);
      await truncate(file, whole.length >> 1);
      expect(await help()).toEqual(fine);
      expect((await readFile(file)).equals(whole), name).toBe(true);
    }
  });

  it('a fault is told with the place in the sources, whether they compile or not', async () => {
    // An import over several lines moves no line behind it.
    const [one, several] = ['import { contentFor, itemCategories }', 'import {\n  contentFor,\n  itemCategories,\n}'];
    await edit('pipeline/stages/write-task.ts', (text) => text.replace(one, several));
    await insert('pipeline/stages/write-task.ts', '  const dataset =', "  throw new Error('broken on purpose');");
    const { code, error } = await pipeline(...log(), '--force');
    expect({ code, error }).toEqual({ code: 1, error });
    const lines = (await readFile(at('pipeline/stages/write-task.ts'), 'utf8')).split('\n');
    const line = 1 + lines.findIndex((text) => text.includes('broken on purpose'));
    expect(error).toMatch(new RegExp(`Error: broken on purpose\\n +at .*write-task\\.ts:${line}:`));
    await edit('pipeline/stages/write-task.ts', (text) => `${text}\nconst = 5;`);
    const wrong = await pipeline(...log(), '--force');
    expect(wrong.code).toBe(1);
    expect(wrong.error).toContain('write-task.ts');
  });
});
