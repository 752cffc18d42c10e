import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadDataset, generateShop, InputError, kaggleDataset, quiet } from '../data/index.js';
import { lastingFolder, runPipelineCommand } from '../testing/pipeline-run.js';
import { resolveStage } from './engine/stage.js';
import { generate } from './generate.js';
import { report } from './stages/report.js';
import { quietPipeline } from './study/quiet-pipeline.js';

const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });
const scratch = await lastingFolder();
const at = (...names: string[]) => join(scratch, ...names);
await mkdir(at('read-only'));
const canMount = (() => {
  try {
    mount('--bind', at('read-only'), at('read-only'));
    mount('-o', 'remount,bind,ro', at('read-only'));
    return true;
  } catch {
    return false;
  }
})();
const skipped = canMount ? '' : ' (skipped: mounting one is not allowed here)';

describe('a file system that says no', () => {
  beforeAll(async () => {
    await mkdir(at('shop'));
    await generateShop({ events: 20_000, seed: 1, folder: at('shop'), reporter: quiet });
    await writeFile(at('file'), 'my own');
  });
  afterAll(async () => {
    if (canMount) execFileSync('umount', [at('read-only')]);
    await rm(scratch, { recursive: true, force: true });
  });

  const run = (cache: string, out: string) =>
    resolveStage(quietPipeline({ data: at('shop'), models: ['popular'], cache: at(cache), out: at(out) }), report);
  const shop = (out: string) => generate(['--events', '20000', '--out', at(out)]);
  const download = (out: string) =>
    downloadDataset({
      dataset: kaggleDataset('retailrocket'),
      folder: at(out),
      credentials: { username: 'ann', key: 'secret' },
      reporter: quiet,
    });

  async function expectRefused(work: Promise<unknown>, message: string): Promise<void> {
    await expect(work).rejects.toThrow(InputError);
    await expect(work).rejects.toThrow(message);
    expect(await readdir(at('read-only'))).toEqual([]);
    expect(await readFile(at('file'), 'utf8')).toBe('my own');
    expect((await readdir(scratch)).filter((name) => name.endsWith('.tmp') || name === 'run')).toEqual([]);
  }

  it.skipIf(!canMount).each([
    ['--cache', () => run('read-only/cache', 'run')],
    ['--out', () => run('cache', 'read-only/a/run')],
    ['the folder of a generated shop', () => shop('read-only/shop')],
    ['the folder of a download', () => download('read-only/a/raw')],
  ])(`%s on a read-only disk is refused${skipped}`, async (_, work) => {
    const message = `${at('read-only')}: the disk is read-only\n  expected: a path on a disk that can be written to`;
    await expectRefused(work(), message);
  });

  it.each([
    ['--cache', () => run('file', 'run')],
    ['--cache', () => run('file/cache', 'run')],
    ['--out', () => run('cache', 'file/a/run')],
    ['the folder of a generated shop', () => shop('file')],
    ['the folder of a generated shop', () => shop('file/a/shop')],
    ['the folder of a download', () => download('file/raw')],
  ])('%s where a file lies is refused', async (_, work) => {
    const message = `${at('file')}: is a file, and a folder belongs there\n  expected: another path, or that file moved away`;
    await expectRefused(work(), message);
  });

  it('what is refused ends a command with one error, before its work', async () => {
    const flags = ['--data', at('shop'), '--grid', '{"popular":{}}', '--cache', at('cache'), '--out', at('file/a')];
    const { code, out, error } = await runPipelineCommand(flags, 'experiments/tune.ts');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error.slice(error.indexOf('error:'))).toBe(
      `error: ${at('file')}: is a file, and a folder belongs there\n  expected: another path, or that file moved away\n`,
    );
    const fitted = (await readdir(at('cache')).catch(() => [])).filter((name) => name.startsWith('train-'));
    expect(fitted).toEqual([]);
  });
});
