import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateShop, readEventLog } from '../data/index.js';
import { sqlRows } from '../testing/exported-shop.js';
import { lastingFolder, readJson, runPipelineCommand } from '../testing/pipeline-run.js';
import { resolveStage } from './engine/stage.js';
import { exportRun } from './export.js';
import { readDatasetFacts } from './files/dataset-facts-file.js';
import type { Run } from './files/run-folder.js';
import { ingest } from './stages/ingest.js';
import { quietPipeline, type Settings } from './study/quiet-pipeline.js';
import { runPipeline } from './study/run-pipeline.js';

const mapping = {
  sources: [
    {
      files: '**/*.csv',
      columns: { visitor: 'who', item: 'sku', time: 'at', event: 'what', order: 'receipt' },
      events: { seen: 'view', basket: 'addtocart', paid: 'transaction' },
    },
  ],
};

describe('a log by a mapping', () => {
  let scratch: string;
  let run: Run;
  const place = (...names: string[]) => join(scratch, ...names);
  const settings = (more: Settings = {}): Settings => ({
    data: place('shop'),
    mapping: place('shop.json'),
    cache: place('cache'),
    ...more,
  });
  const write = (name: string, value: unknown) => writeFile(place(name), JSON.stringify(value));
  /** The log and the facts that a pipeline reads anew. */
  const ingested = async (more: Settings = {}) => {
    const { folder } = await resolveStage(quietPipeline(settings(more)), ingest);
    return { folder, log: await readEventLog(join(folder, 'events.arrow')), facts: await readDatasetFacts(folder) };
  };

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    scratch = await lastingFolder();
    await generateShop({ events: 20_000, seed: 3, folder: place('made') });
    // The shop's own words and columns, a file a month in a folder of its own.
    const [, ...rows] = (await readFile(place('made', 'events.csv'), 'utf8')).trimEnd().split('\n');
    const words: Record<string, string> = { view: 'seen', addtocart: 'basket', transaction: 'paid' };
    const months = new Map<string, string[]>();
    for (const row of rows) {
      const [at, who, what, sku, receipt] = row.split(',');
      const month = new Date(Number(at)).toISOString().slice(0, 7);
      const lines = months.get(month) ?? ['who;sku;at;what;receipt'];
      lines.push([who, `sku-${sku}`, new Date(Number(at)).toISOString(), words[what!], receipt].join(';'));
      months.set(month, lines);
    }
    for (const [month, lines] of months) {
      await mkdir(place('shop', `month=${month}`), { recursive: true });
      await writeFile(place('shop', `month=${month}`, 'part.csv'), `${lines.join('\n')}\n`);
    }
    await write('shop.json', mapping);
    run = await runPipeline(settings({ protocol: 'funnel', models: ['popular', 'item-knn'], out: place('run') }));
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await rm(scratch, { recursive: true, force: true });
  });

  it('goes the whole way to a leaderboard; the run says which files were read', async () => {
    expect(run.leaderboard.models.map(({ model }) => model).sort()).toEqual(['item-knn', 'popular']);
    expect(run.files.map(({ path }) => path)).toContain('month=2015-05/part.csv');
    expect((await ingested()).facts.layout).toBe('mapping');
  });

  it('is the log that the shop’s own layout holds', async () => {
    const { log } = await ingested();
    const { log: own } = await ingested({ data: place('made'), mapping: null });
    expect(log.time).toEqual(own.time);
    expect(log.event).toEqual(own.event);
    expect(log.items.size).toBe(own.items.size);
    expect(log.visitors).toEqual(own.visitors);
  });

  it('is read anew with another mapping, and not with one that says the same', async () => {
    const { folder } = await ingested();
    await writeFile(place('same.json'), JSON.stringify(mapping, undefined, 4));
    expect((await ingested({ mapping: place('same.json') })).folder).toBe(folder);
    expect((await ingested({ mapping })).folder).toBe(folder);
    const [source] = mapping.sources;
    await write('other.json', { sources: [{ ...source, events: { ...source!.events, seen: 'ignore' } }] });
    const other = await ingested({ mapping: place('other.json') });
    expect(other.folder).not.toBe(folder);
    expect(other.log.event.includes(0)).toBe(false);
  });

  it('is read anew when a file in one of its folders changes', async () => {
    const { folder } = await ingested();
    const part = place('shop', 'month=2015-06', 'part.csv');
    const text = await readFile(part, 'utf8');
    await writeFile(part, `${text}7;sku-1;2015-06-30T10:00:00Z;seen;\n`);
    expect((await ingested()).folder).not.toBe(folder);
    await writeFile(part, text);
    expect((await ingested()).folder).toBe(folder);
  });

  describe('once its run is finished', () => {
    it('is described by what the mapping held, whatever became of its file', async () => {
      expect((await readJson<{ mapping: unknown }>(run.folder, 'config.json')).mapping).toEqual(mapping);
      await write('shop.json', { sources: [{ ...mapping.sources[0], events: { basket: 'view' } }] });
      const { code, error } = await runPipelineCommand(['--config', join(run.folder, 'config.json')]);
      await write('shop.json', mapping);
      expect(error).toMatch(/report.*unchanged, skipped/);
      expect(code).toBe(0);
    });

    it('is exported, with its mapping’s file gone', async () => {
      await rename(place('shop.json'), place('moved.json'));
      await exportRun(['--run', run.folder, '--format', 'parquet', '--out', place('exported')]);
      const [count] = await sqlRows(`SELECT count(*)::INTEGER AS n FROM '${place('exported', 'events.parquet')}'`);
      expect(Number(count!.n)).toBeGreaterThan(19_000);
      await rename(place('moved.json'), place('shop.json'));
    });

    it('is not exported when its files have changed', async () => {
      const part = place('shop', 'month=2015-06', 'part.csv');
      const text = await readFile(part, 'utf8');
      await writeFile(part, text.replace('seen', 'paid'));
      await expect(exportRun(['--run', run.folder, '--format', 'parquet', '--out', place('again')])).rejects.toThrow(
        /the run’s data is not there as it was: month=2015-06\/part\.csv changed or gone/,
      );
      await writeFile(part, text);
    });
  });

  it('of queries and of a file that two sources read goes the whole way; what cleaning removed has its place', async () => {
    const query = (words: string) => `FROM 'month=*/part.csv' WHERE what ${words} ORDER BY "at", who, sku, what`;
    const { columns, events } = mapping.sources[0]!;
    const twice = { files: 'month=2015-05/part.csv', columns, events };
    await write('queries.json', {
      sources: [
        { sql: query("<> 'paid'"), columns, events },
        { sql: query("= 'paid'"), columns, events },
        ...[twice, twice],
      ],
    });
    const queried = await runPipeline(
      settings({ mapping: place('queries.json'), models: ['popular'], out: place('queried') }),
    );
    const places = await sqlRows(
      `SELECT file, count(*)::INTEGER AS n, min(line)::INTEGER AS first FROM '${join(queried.folder, 'rejected.parquet')}' GROUP BY file ORDER BY file`,
    );
    const lines = (await readFile(place('shop', 'month=2015-05', 'part.csv'), 'utf8')).trimEnd().split('\n').length - 1;
    const repeated = places.find(({ file }) => file === 'month=2015-05/part.csv');
    expect(repeated).toMatchObject({ n: 2 * lines, first: 2 });
    expect(queried.files.map(({ path }) => path)).toContain('month=2015-06/part.csv');
  });

  it('is asked for by --mapping, relative to the folder of the caller', async () => {
    const args = ['--data', 'shop', '--mapping', 'shop.json', '--cache', place('cache')];
    const script = 'pipeline/stages/ingest.ts';
    const from = { INIT_CWD: scratch, npm_lifecycle_script: `node pipeline/launch.mjs ${script}` };
    const { code, error } = await runPipelineCommand(args, script, from);
    expect(error).toContain('ingest');
    expect(code).toBe(0);
    const gone = await runPipelineCommand(['--data', 'shop', '--mapping', 'shp.json'], script, from);
    expect(gone.error).toMatch(/shp\.json: the mapping cannot be read \(ENOENT\)/);
    expect(gone.code).toBe(1);
  });

  it('needs a folder of files', async () => {
    const { error, code } = await runPipelineCommand(['--mapping', place('shop.json'), '--models', 'popular']);
    expect(error).toContain('--mapping');
    expect(error).toContain('no "data" names a folder');
    expect(code).toBe(1);
  });
});
