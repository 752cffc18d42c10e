import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateShop, quiet } from '../data/index.js';
import { runPipelineCommand } from '../testing/pipeline-run.js';
import { resolveStage } from './engine/stage.js';
import { report } from './stages/report.js';
import { quietPipeline } from './study/quiet-pipeline.js';

const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });
const scratch = await mkdtemp(join(tmpdir(), 'retail-recsys-test-'));
const disk = join(scratch, 'disk');
await mkdir(disk);
const mountDisk = () => mount('-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', disk);
const unmountDisk = () => execFileSync('umount', [disk]);
const canMount = (() => {
  try {
    mountDisk();
    unmountDisk();
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!canMount)(
  `a full disk${canMount ? '' : ' (skipped: mounting a small one is not allowed here)'}`,
  () => {
    const shop = join(scratch, 'shop');
    const run = (cache: string, out: string) =>
      runPipelineCommand(['--data', shop, '--models', 'popular', '--cache', cache, '--out', out]);
    /** The same, and by the same way but for the command line: it need not start again. */
    const runHere = (cache: string, out: string) =>
      resolveStage(quietPipeline({ data: shop, models: ['popular'], cache, out }), report);
    const complaint =
      /\nerror: \S*disk\S*: the disk is full; nothing half-written was kept\n {2}expected: free space there, or a path on another disk\n$/;

    beforeAll(async () => {
      mountDisk();
      await mkdir(shop);
      await generateShop({ events: 20_000, seed: 1, folder: shop, reporter: quiet });
    });
    afterAll(() => void unmountDisk());

    it('under the cache is named, leaves nothing half-written, and with room the same command goes on', async () => {
      const full = await run(join(disk, 'cache'), join(scratch, 'run'));
      expect(full).toMatchObject({ code: 1, out: '', error: expect.stringMatching(complaint) });
      expect((await readdir(join(disk, 'cache'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      expect((await readdir(scratch)).sort()).toEqual(['disk', 'shop']);

      mount('-o', 'remount,size=64m', disk);
      await runHere(join(disk, 'cache'), join(scratch, 'run'));
      expect(await readdir(join(scratch, 'run'))).toContain('report.html');
      expect((await readdir(join(disk, 'cache'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });

    it('under --out is named, and leaves nothing half-written', async () => {
      await rm(join(disk, 'cache'), { recursive: true });
      mount('-o', 'remount,size=100k', disk);
      const full = await run(join(scratch, 'cache'), join(disk, 'run'));
      expect(full).toMatchObject({ code: 1, out: '', error: expect.stringMatching(complaint) });
      expect(await readdir(disk)).toEqual([]);
      mount('-o', 'remount,size=64m', disk);
      await runHere(join(scratch, 'cache'), join(disk, 'run'));
      expect(await readdir(join(disk, 'run'))).toContain('report.html');
    });
  },
);

afterAll(() => rm(scratch, { recursive: true, force: true }));
