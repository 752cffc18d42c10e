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

describe('npm run export --format otto, of P-joint', () => {
  let scratch: string;
  let run: Run;
  const file = (...names: string[]) => sqlPath(join(scratch, ...names));

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    scratch = await lastingFolder();
    await generateShop({ events: 20_000, seed: 3, folder: join(scratch, 'shop') });
    run = await runPipeline({
      data: join(scratch, 'shop'),
      protocol: 'joint',
      models: ['popular', 'session-popular'],
      cache: join(scratch, 'cache'),
      out: join(scratch, 'run'),
    });
    await exportRun(['--run', run.folder, '--format', 'otto', '--out', join(scratch, 'otto')]);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await rm(scratch, { recursive: true, force: true });
  });

  /** A label a row: `session, type, aid`. */
  const labels = () => `
    SELECT session, unnest(['clicks', 'carts', 'orders']) AS type,
      unnest([[labels.clicks], labels.carts, labels.orders]) AS aids
    FROM read_json(${file('otto', 'test_labels.jsonl')},
      columns = {session: 'BIGINT', labels: 'STRUCT(clicks BIGINT, carts BIGINT[], orders BIGINT[])'})`;

  it('labels each session with what follows its cut in the exported test sessions', async () => {
    // A cut is possible after each event but the last; one of them must leave just the labels.
    const [{ wrong, labelled }] = (await sqlRows(`
      WITH step AS (
        SELECT session, generate_subscripts(events, 1) AS place, unnest(events, recursive := true)
        FROM ${file('otto', 'test.jsonl')} SEMI JOIN ${file('otto', 'test_labels.jsonl')} USING (session)
      ),
      known AS (SELECT DISTINCT itemid FROM ${file('run', 'items.parquet')}),
      kept AS (
        SELECT session, row_number() OVER (PARTITION BY session ORDER BY place) AS place, aid, type
        FROM step SEMI JOIN known ON aid = itemid
      ),
      cut AS (SELECT a.session, a.place AS known FROM kept AS a SEMI JOIN kept AS b ON a.session = b.session AND b.place > a.place),
      later AS (
        SELECT session, known, coalesce([arg_min(aid, place) FILTER (type = 'clicks')], []) AS clicks,
          list_sort(coalesce(list(DISTINCT aid) FILTER (type = 'carts'), [])) AS carts,
          list_sort(coalesce(list(DISTINCT aid) FILTER (type = 'orders'), [])) AS orders
        FROM cut JOIN kept USING (session) WHERE place > known GROUP BY ALL
      ),
      label AS (
        SELECT session, list(aids) FILTER (type = 'clicks') AS c, list(aids) FILTER (type = 'carts') AS a,
          list(aids) FILTER (type = 'orders') AS o FROM (${labels()}) GROUP BY session
      )
      SELECT count(*) AS labelled, count(*) FILTER (NOT EXISTS (
        FROM later WHERE later.session = label.session AND coalesce(c[1], [NULL]) = clicks
          AND list_sort(coalesce(a[1], [])) = carts AND list_sort(coalesce(o[1], [])) = orders
      )) AS wrong FROM label`)) as [{ wrong: string; labelled: string }];
    expect(Number(labelled)).toBe(run.task.counts['sessions asked about']);
    expect(Number(wrong)).toBe(0);
  });

  it.each(['popular', 'session-popular'])('writes a submission of %s with the run’s very score', async (model) => {
    const [score] = await sqlRows(`
      WITH label AS (SELECT * FROM (${labels()}) WHERE len(list_filter(aids, aid -> aid IS NOT NULL)) > 0),
      submitted AS (
        SELECT split_part(session_type, '_', 1)::BIGINT AS session, split_part(session_type, '_', 2) AS type,
          string_split(labels, ' ')[:20]::BIGINT[] AS listed
        FROM read_csv(${file('otto', 'predictions', `${model}.csv`)}, header = true, all_varchar = true, delim = ',')
      ),
      recall AS (
        SELECT type, sum(len(list_intersect(aids, listed))) / sum(least(20, len(aids))) AS recall
        FROM label LEFT JOIN submitted USING (session, type) GROUP BY type
      )
      SELECT sum(recall * CASE type WHEN 'clicks' THEN .1::DOUBLE WHEN 'carts' THEN .3 ELSE .6 END) AS joint, count(*)::INTEGER AS kinds,
        max(recall) FILTER (type = 'carts') AS carts FROM recall`);
    const { metrics } = run.leaderboard.models.find((entry) => entry.model === model)!;
    expect(score).toEqual({
      joint: expect.closeTo(metrics['joint@20']!.mean, 9),
      carts: expect.closeTo(metrics['recall-carts@20']!.mean, 9),
      kinds: 3,
    });
    expect(metrics['joint@20']!.mean).toBeGreaterThan(0);
  });
});

it('npm run export explains itself', async () => {
  const { code, out } = await runPipelineCommand(['--help'], 'pipeline/export.ts');
  expect(code).toBe(0);
  expect(out).toContain('--format NAME  recbole | gru4rec | otto | parquet');
});
