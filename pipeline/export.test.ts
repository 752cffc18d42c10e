import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateShop, InputError, sqlPath } from '../data/index.js';
import { sqlRows } from '../testing/exported-shop.js';
import { folderOf } from '../testing/folder-of.js';
import { lastingFolder, runPipelineCommand } from '../testing/pipeline-run.js';
import { exportRun } from './export.js';
import type { Run } from './files/run-folder.js';
import { runPipeline } from './study/run-pipeline.js';

describe('npm run export', () => {
  let scratch: string;
  let run: Run;
  const place = (...names: string[]) => join(scratch, ...names);
  const file = (...names: string[]) => sqlPath(place(...names));
  const tsv = (...names: string[]) => `read_csv(${file(...names)}, delim = '\\t', quote = '', all_varchar = true)`;
  const exportTo = (format: string, out: string) =>
    exportRun(['--run', run.folder, '--format', format, '--out', place(out)]);

  /** Asserts that two queries return the same rows, which are `many`. */
  async function expectSame(one: string, other: string, many: number) {
    const [count] = await sqlRows(`SELECT count(*)::INTEGER AS rows FROM (${one})`);
    expect(count).toEqual({ rows: many });
    expect(await sqlRows(`(${one} EXCEPT ALL ${other}) UNION ALL (${other} EXCEPT ALL ${one})`)).toEqual([]);
  }

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    scratch = await lastingFolder();
    await generateShop({ events: 20_000, seed: 3, folder: place('shop') });
    run = await runPipeline({
      data: place('shop'),
      protocol: 'funnel',
      models: ['popular', 'item-knn'],
      cache: place('cache'),
      out: place('run'),
    });
    for (const format of ['recbole', 'gru4rec', 'otto', 'parquet']) await exportTo(format, format);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await rm(scratch, { recursive: true, force: true });
  });

  /** The cleaned log by the shop's own file and the run's list of what was left out. */
  const cleaned = () => `
    SELECT visitorid, itemid, event, timestamp AS ms, coalesce(transactionid, -1) AS "order"
    FROM (SELECT *, row_number() OVER () + 1 AS line FROM read_csv(${file('shop', 'events.csv')}, parallel = false))
    WHERE line NOT IN (SELECT line FROM ${file('run', 'rejected.parquet')} WHERE file = 'events.csv' AND stage <> 'split')`;
  const events = () => file('parquet', 'events.parquet');
  const count = async (where = 'true') =>
    Number((await sqlRows(`SELECT count(*) AS n FROM ${events()} WHERE ${where}`))[0]!.n);

  it('writes every event of the cleaned log, with the shop’s ids, to the millisecond', async () => {
    const exported = `SELECT visitor, item, event, epoch_ms(time), "order" FROM ${events()}`;
    await expectSame(exported, cleaned(), await count());
    expect(await count()).toBeGreaterThan(19_000);
  });

  it('writes the run’s parts: in order of time, for a split by shares', async () => {
    const parts = await sqlRows(
      `SELECT part, min(time) AS first, max(time) AS last FROM ${events()} GROUP BY 1 ORDER BY 2`,
    );
    expect(parts.map(({ part }) => part)).toEqual(['train', 'validation', 'test']);
    expect(parts.every(({ first }, i) => i === 0 || String(first) >= String(parts[i - 1]!.last))).toBe(true);
  });

  it('writes the same log for RecBole, with the items’ categories', async () => {
    const name = run.name;
    for (const [suffix, where] of [
      ['', 'true'],
      ['.train', "part = 'train'"],
      ['.valid', "part = 'validation'"],
      ['.test', "part = 'test'"],
    ])
      await expectSame(
        `SELECT "user_id:token", "item_id:token", "timestamp:float"::DECIMAL(15, 3) * 1000, "event:token", "session_id:token"
         FROM ${tsv('recbole', name, `${name}${suffix}.inter`)}`,
        `SELECT visitor::VARCHAR, item::VARCHAR, epoch_ms(time), event, session::VARCHAR FROM ${events()} WHERE ${where}`,
        await count(where),
      );
    const known = `SELECT itemid::VARCHAR, category::VARCHAR FROM ${file('run', 'items.parquet')} WHERE category >= 0`;
    const [{ items }] = (await sqlRows(`SELECT count(*) AS items FROM (${known})`)) as [{ items: string }];
    const written = `SELECT "item_id:token", "category:token" FROM ${tsv('recbole', name, `${name}.item`)}`;
    await expectSame(`${written} WHERE "category:token" IS NOT NULL`, known, Number(items));
    await expectSame(
      `SELECT "item_id:token" FROM (${written})`,
      `SELECT DISTINCT item::VARCHAR FROM ${events()}`,
      Number((await sqlRows(`SELECT count(DISTINCT item) AS n FROM ${events()}`))[0]!.n),
    );
  });

  it('writes the same views for GRU4Rec', async () => {
    for (const [name, parts] of [
      ['full', "'train', 'validation', 'test'"],
      ['train', "'train', 'validation'"],
      ['train_tr', "'train'"],
      ['train_valid', "'validation'"],
      ['test', "'test'"],
    ])
      await expectSame(
        `SELECT SessionId, ItemId, "Time"::DECIMAL(15, 3) * 1000 FROM ${tsv('gru4rec', `${name}.tsv`)}`,
        `SELECT session::VARCHAR, item::VARCHAR, epoch_ms(time) FROM ${events()} WHERE event = 'view' AND part IN (${parts})`,
        await count(`event = 'view' AND part IN (${parts})`),
      );
  });

  it('writes the same sessions for OTTO', async () => {
    for (const [name, where] of [
      ['full', 'true'],
      ['train', "part = 'train'"],
      ['validation', "part = 'validation'"],
      ['test', "part = 'test'"],
    ])
      await expectSame(
        `SELECT session, unnest(events, recursive := true) FROM ${file('otto', `${name}.jsonl`)}`,
        `SELECT session, item, epoch_ms(time),
           CASE event WHEN 'view' THEN 'clicks' WHEN 'addtocart' THEN 'carts' ELSE 'orders' END
         FROM ${events()} WHERE ${where}`,
        await count(where),
      );
  });

  it.each(['popular', 'item-knn'])('writes the lists of %s, with the shop’s ids', async (model) => {
    const lists = `
      SELECT query, visitorid, time::BIGINT AS ms, rank, itemid, score FROM ${file('run', 'predictions', `${model}.parquet`)}
      JOIN ${file('run', 'queries.parquet')} USING (query) JOIN ${file('run', 'items.parquet')} USING (item)`;
    const [{ rows }] = (await sqlRows(`SELECT count(*) AS rows FROM (${lists})`)) as [{ rows: string }];
    expect(Number(rows)).toBeGreaterThan(0);
    const inParquet = file('parquet', 'predictions', `${model}.parquet`);
    await expectSame(`SELECT query, visitor, epoch_ms(time), rank, item, score FROM ${inParquet}`, lists, Number(rows));
    const asText = (of: string) =>
      `SELECT query::VARCHAR, visitorid::VARCHAR, rank::VARCHAR, itemid::VARCHAR, score FROM (${of})`;
    await expectSame(
      `SELECT "query_id:token", "user_id:token", "rank:float", "item_id:token", "score:float"::DOUBLE
       FROM ${tsv('recbole', 'predictions', `${model}.tsv`)}`,
      asText(lists),
      Number(rows),
    );
    await expectSame(
      `SELECT QueryId, VisitorId, "Rank", ItemId, Score::DOUBLE FROM ${tsv('gru4rec', 'predictions', `${model}.tsv`)}`,
      asText(lists),
      Number(rows),
    );
    await expectSame(
      `SELECT query, visitor, ts, unnest(range(1, len(aids) + 1)), unnest(aids), unnest(scores)
       FROM ${file('otto', 'predictions', `${model}.jsonl`)}`,
      lists,
      Number(rows),
    );
  });

  it('makes the log again where the cache no longer holds it, and prints the folder', async () => {
    await rename(place('cache'), place('cache-aside'));
    const { out } = await runPipelineCommand(
      ['--run', run.folder, '--format=otto', '--out', place('again')],
      'pipeline/export.ts',
    );
    expect(out.trim()).toMatch(/again$/);
    expect(await readFile(place('again', 'full.jsonl'))).toEqual(await readFile(place('otto', 'full.jsonl')));
    await rm(place('cache-aside'), { recursive: true });
  });

  it('refuses a folder that holds anything, and leaves it as it is', async () => {
    const out = await folderOf({ 'thesis.txt': 'mine' });
    await expect(exportRun(['--run', run.folder, '--format', 'otto', '--out', out])).rejects.toThrow(
      `${out}: is not empty\n  expected: a new or an empty folder`,
    );
    expect(await readdir(out)).toEqual(['thesis.txt']);
  });

  it.each([
    [['--format', 'otto'], '--run is missing\n  expected: --run DIR'],
    [['--run', 'x'], '--format is missing\n  expected: --format recbole | gru4rec | otto | parquet'],
    [
      ['--run', 'x', '--format', 'paquet'],
      'there is no format paquet\n  expected: did you mean "parquet"? --format recbole',
    ],
    [['--run', 'no such run', '--format', 'otto'], 'there is no such run folder'],
    [['--rnu', 'x'], 'there is no flag --rnu\n  expected: did you mean --run?'],
  ])('refuses %j and writes nothing', async (args, message) => {
    const out = join(await folderOf({}), 'out');
    const exporting = exportRun([...args, '--out', out]);
    await expect(exporting).rejects.toThrow(InputError);
    await expect(exporting).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
  });

  it('refuses data that has changed since the run, and data that is gone', async () => {
    await appendFile(place('shop', 'events.csv'), '1443000000000,1,view,1,\n');
    await expect(exportTo('otto', 'late')).rejects.toThrow(
      `${place('shop')}: the run’s data is not there as it was: events.csv changed or gone\n  expected: the files as the run read them`,
    );
    await rm(place('shop'), { recursive: true });
    await expect(exportTo('otto', 'late')).rejects.toThrow(
      'as it was: events.csv, category_tree.csv, item_properties_part1.csv changed or gone',
    );
    expect(existsSync(place('late'))).toBe(false);
  });
});

it('npm run export explains itself', async () => {
  const { code, out } = await runPipelineCommand(['--help'], 'pipeline/export.ts');
  expect(code).toBe(0);
  expect(out).toContain('--format NAME  recbole | gru4rec | otto | parquet');
});
