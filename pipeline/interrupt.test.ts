import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateShop, quiet } from '../data/index.js';
import type { Leaderboard } from '../evaluation/index.js';
import { lastingFolder, readJson, runPipelineCommand, startPipeline } from '../testing/pipeline-run.js';
import { resolveStage } from './engine/stage.js';
import { report } from './stages/report.js';
import { quietPipeline } from './study/quiet-pipeline.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an interrupted run', () => {
  let scratch: string;
  let undisturbed: Leaderboard;
  const at = (...names: string[]) => join(scratch, ...names);
  const flags = (cache: string, out: string) => [
    ...['--data', at('shop'), '--models', 'popular,item-knn', '--cache', at(cache), '--out', at('runs', out)],
  ];
  /** Figures alone, without what the models took. */
  const figures = ({ models, ...rest }: Leaderboard) => ({
    ...rest,
    models: models.map(({ model, metrics }) => ({ model, metrics })),
  });
  const leftovers = async (...folders: string[]) =>
    (await Promise.all(folders.map((folder) => readdir(at(folder)).catch(() => [])))).flat().filter(isTemporary);
  const isTemporary = (name: string) => name.endsWith('.tmp');

  /** Waits for a file or folder whose name starts so and is being written. */
  async function underWay(folder: string, start: string, ended: () => boolean): Promise<void> {
    while (!ended()) {
      const names = await readdir(at(folder)).catch(() => []);
      if (names.some((name) => name.startsWith(start) && isTemporary(name))) return;
      await pause(2);
    }
    throw new Error(`the command ended before ${start} was written`);
  }

  beforeAll(async () => {
    scratch = await lastingFolder();
    await mkdir(at('shop'));
    await generateShop({ events: 20_000, seed: 1, folder: at('shop'), reporter: quiet });
    const models = ['popular', 'item-knn'];
    await resolveStage(
      quietPipeline({ data: at('shop'), models, cache: at('cache'), out: at('runs', 'whole') }),
      report,
    );
    undisturbed = await readJson<Leaderboard>(at('runs', 'whole', 'leaderboard.json'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('is finished by the same command, wherever kill -9 struck', async () => {
    const command = flags('killed-cache', 'killed');
    /** Starts the command, kills it at a moment, and says whether that left something half-written. */
    const kill = async (
      moment: (started: ReturnType<typeof startPipeline>, ended: () => boolean) => Promise<unknown>,
    ) => {
      const started = startPipeline(command);
      let over = false;
      void started.ended.then(() => {
        over = true;
      });
      await moment(started, () => over);
      started.signal('SIGKILL');
      expect(await started.ended).toMatchObject({ code: null });
      expect(await readdir(at('runs'))).not.toContain('killed');
      return (await leftovers('killed-cache', 'runs')).length > 0;
    };

    expect(await kill((_, ended) => underWay('killed-cache', 'ingest-', ended))).toBe(true);
    expect(await runPipelineCommand(command, 'pipeline/stages/ingest.ts')).toMatchObject({ code: 0 }); // a stage's own command cleans up too
    expect(await leftovers('killed-cache', 'runs')).toEqual([]);
    await kill(({ said }) => said('\nclean'));
    await kill(({ said }) => said('\nsplit'));
    expect(await kill((_, ended) => underWay('killed-cache', 'measure-', ended))).toBe(true);
    expect(await kill((_, ended) => underWay('runs', 'killed.', ended))).toBe(true);

    const last = await runPipelineCommand(command);
    expect(last).toMatchObject({ code: 0 });
    expect(last.error).toMatch(/leaderboard +unchanged, skipped/);
    expect(await leftovers('killed-cache', 'runs')).toEqual([]);
    const resumed = await readJson<Leaderboard>(at('runs', 'killed', 'leaderboard.json'));
    expect(figures(resumed)).toEqual(figures(undisturbed));
    const page = await readFile(at('runs', 'killed', 'report.html'), 'utf8');
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
  });

  it('cleans up when Ctrl-C stops it, and ends with 130', async () => {
    const started = startPipeline(flags('stopped-cache', 'stopped'));
    let over = false;
    void started.ended.then(() => {
      over = true;
    });
    await underWay('runs', 'stopped.', () => over);
    started.signal('SIGINT');
    const { code, out, error } = await started.ended;
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(error).toContain('stopped; finished stages are kept, the same command goes on from there');
    expect(await leftovers('stopped-cache', 'runs')).toEqual([]);
    expect((await readdir(at('stopped-cache'))).map((name) => name.replace(/-[0-9a-f]+$/, '')).sort()).toEqual([
      'best-possible',
      'clean',
      'ingest',
      'leaderboard',
      'measure-item-knn',
      'measure-popular',
      'memos',
      'sessionize',
      'split',
      'task',
      'train-item-knn',
      'train-popular',
    ]);
  });

  it('leaves the folder of an earlier run as it was', async () => {
    const before = await readFile(at('runs', 'whole', 'leaderboard.json'), 'utf8');
    const started = startPipeline([...flags('cache', 'whole'), '--seed', '2', '--force']);
    await started.said('\nsplit');
    started.signal('SIGKILL');
    await started.ended;
    expect(await readFile(at('runs', 'whole', 'leaderboard.json'), 'utf8')).toBe(before);
  });
});
