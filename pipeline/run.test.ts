import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEventLog, sqlText, withDuckDB } from '../data/index.js';
import type { Leaderboard } from '../evaluation/index.js';
import { createTable } from '../testing/create-table.js';
import { type Mess, messyShop } from '../testing/messy-shop.js';
import { type Ended, lastingFolder, readJson, runPipelineCommand } from '../testing/pipeline-run.js';
import { root } from './engine/root.js';
import { type Environment, environmentOf } from './files/environment.js';

const stages = ['ingest', 'clean', 'sessionize', 'split', 'task', 'train', 'measure', 'leaderboard', 'report'];
/** What is said beside the stages. */
const asides = ['packages', 'earlier'];
const isOfStage = (line: string) => /^[a-z]/.test(line) && !asides.some((name) => line.startsWith(name));
/** Those that there is one of for each model. */
const ofModels = ['train', 'measure'];
const models = ['random', 'popular', 'item-knn'];

/** A leaderboard without what differs from run to run: what the models took. */
const figuresOf = ({ models: entries, ...rest }: Leaderboard) => ({
  ...rest,
  models: entries.map(({ model, metrics }) => ({ model, metrics })),
});

describe('npm run pipeline', () => {
  let scratch: string;
  let shop: string;
  let mess: Mess;
  let first: Ended;
  const at = (...names: string[]) => join(scratch, ...names);
  const flags = (cache: string, out: string) => [
    ...['--data', shop, '--models', models.join(','), '--config', at('settings.json')],
    ...['--cache', at(cache), '--out', at(out)],
  ];
  const board = (run: string) => readJson<Leaderboard>(at(run, 'leaderboard.json'));

  beforeAll(async () => {
    scratch = await lastingFolder();
    shop = at('shop');
    await mkdir(shop);
    mess = await messyShop(shop, 200);
    const settings = { clean: { minimum: { perItem: 2 } }, sessions: { repeats: 'collapse' } };
    await writeFile(at('settings.json'), JSON.stringify(settings));
    first = await runPipelineCommand(flags('cache', 'first'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('says on standard error what each stage did, on standard output the result', () => {
    expect(first.code).toBe(0);
    const said = first.error.split('\n').filter(isOfStage);
    expect(said.map((line) => line.split(/\s/)[0])).toEqual(
      stages.flatMap((stage) => (ofModels.includes(stage) ? models.map((model) => `${stage}-${model}`) : [stage])),
    );
    expect(first.error).not.toContain('.tmp');
    expect(first.out).toMatch(/^\nshop, P-next: [\d,]+ queries, [\d,]+ targets\n/);
  });

  it('skips what is done and leaves the run folder as it is; --force does it all again', async () => {
    const times = async () =>
      Promise.all(['.', ...(await readdir(at('first')))].map(async (name) => (await stat(at('first', name))).mtimeMs));
    const before = await times();
    const again = await runPipelineCommand(flags('cache', 'first'));
    expect(again).toMatchObject({ code: 0, out: first.out });
    const said = again.error.split('\n').filter(isOfStage);
    expect(said).toHaveLength(stages.length + ofModels.length * (models.length - 1));
    for (const line of said) expect(line).toContain('unchanged, skipped');
    expect(await times()).toEqual(before);

    const forced = await runPipelineCommand([...flags('cache', 'first'), '--force']);
    expect(forced.code).toBe(0);
    expect(forced.error).not.toContain('skipped');
    expect(await times()).not.toEqual(before);
    expect((await readdir(scratch)).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('is repeated by its own config.json, which has each parameter of each model', async () => {
    const { parameters } = await readJson<{ parameters: object }>(at('first', 'config.json'));
    expect(parameters).toEqual({ random: {}, popular: { by: 'events' }, 'item-knn': expect.anything() });
    expect(parameters).toMatchObject({ 'item-knn': { neighbours: expect.any(Number) } });
    const again = await runPipelineCommand(['--config', at('first', 'config.json')]);
    expect(again).toMatchObject({ code: 0, error: expect.stringMatching(/^report +unchanged, skipped/m) });
  });

  it('names each optional package that is absent once, and what serves instead', async () => {
    const { packages, backend } = await readJson<Environment>(at('first', 'environment.json'));
    for (const name of ['hnswlib-node', '@tensorflow/tfjs-node-gpu'])
      expect(first.error.split(`${name} is not installed`)).toHaveLength(packages[name] ? 1 : 2);
    expect(Object.keys(backend)).toEqual(['nearest items']);
  });

  it('keeps what a run depends on: versions, revision, and the sha256 of each input file', async () => {
    const environment = await readJson<Environment>(at('first', 'environment.json'));
    expect(environment).toEqual({ ...environmentOf(1, []), git: environment.git, files: expect.anything() });
    expect(environment.node).toBe(process.version);
    expect(environment.packages['@duckdb/node-api']).toBe('1.5.5-r.5');
    expect(Object.keys(environment.packages)).not.toContain('@tensorflow/tfjs-node'); // a stand-in computes nothing
    const isCheckout = existsSync(join(root, '.git'));
    expect(environment.git).toEqual(isCheckout ? expect.stringMatching(/^[0-9a-f]{40}(-dirty)?$/) : null);
    const revision = environment.git?.replace('-dirty', '') ?? '';
    // Fails where the revision is none of this checkout's history.
    if (isCheckout) execFileSync('git', ['merge-base', '--is-ancestor', revision, 'HEAD'], { cwd: root });
    const names = (await readdir(shop)).filter((name) => name.endsWith('.csv'));
    expect(environment.files.map(({ path }) => path).sort()).toEqual(names.sort());
    for (const { path, bytes, sha256 } of environment.files) {
      const contents = await readFile(join(shop, path));
      expect(bytes).toBe(contents.length);
      expect(sha256).toBe(createHash('sha256').update(contents).digest('hex'));
    }
  });

  it('has every input row in the split or, once and with its line, in rejected.parquet', async () => {
    const split = (await readdir(at('cache'))).find((name) => name.startsWith('split-'))!;
    await withDuckDB(async (db) => {
      await db.run(`CREATE TABLE rejected AS FROM ${sqlText(at('first', 'rejected.parquet'))}`);
      await db.run('CREATE TABLE kept(line INTEGER)');
      for (const part of ['train', 'validation', 'test', 'overhang']) {
        const { row } = await readEventLog(at('cache', split, `${part}.arrow`));
        await createTable(db, part, { line: row.map((at) => at + 2) });
        await db.run(`INSERT INTO kept FROM ${part}`);
      }
      const text = await readFile(join(shop, 'events.csv'), 'utf8');
      const lines = text.trimEnd().split('\n');
      await createTable(db, 'input', { line: Int32Array.from(lines.keys(), (i) => i + 1), written: lines });
      const one = async (sql: string) => (await db.runAndReadAll(sql)).getRowsJson();

      const places = "SELECT line FROM kept UNION ALL SELECT line FROM rejected WHERE file = 'events.csv'";
      expect(await one(`SELECT count(*), count(DISTINCT line), min(line), max(line) FROM (${places})`)).toEqual([
        [String(mess.rows), String(mess.rows), 2, mess.rows + 1],
      ]);
      const rules = (await one('SELECT rule, count(*)::INTEGER FROM rejected GROUP BY 1')) as [string, number][];
      const counts = Object.fromEntries(rules);
      expect(counts['bad-row']).toBe(mess.badLines.length);
      expect(counts.duplicate).toBeGreaterThanOrEqual(800);
      expect(Object.keys(counts).sort()).toEqual(
        expect.arrayContaining(['bad-row', 'duplicate', 'events-per-hour', 'minimum-events', 'repeat']),
      );
      // Each line is what the reject says it is.
      const fields = "concat_ws(',', time::BIGINT, visitor, event, item)";
      expect(
        await one(`SELECT count(*) FROM rejected JOIN input USING (line)
          WHERE NOT (written = text OR starts_with(written, ${fields} || ','))`),
      ).toEqual([['0']]);
      expect(await one(`SELECT line FROM rejected WHERE rule = 'bad-row' ORDER BY line`)).toEqual(
        mess.badLines.map((line) => [line]),
      );
    });
  });

  it('with the same seed gives the same bits, stage by stage in commands of their own', async () => {
    for (const stage of stages) {
      const { code, out, error } = await runPipelineCommand(
        flags('other-cache', 'again'),
        `pipeline/stages/${stage}.ts`,
      );
      expect({ stage, code, error }).toMatchObject({ code: 0 });
      const folders = out.trimEnd().split('\n');
      expect(folders).toHaveLength(ofModels.includes(stage) ? models.length : 1);
      for (const folder of folders) expect((await stat(folder)).isDirectory()).toBe(true);
      const said = error.split('\n').filter(isOfStage);
      const named = new Set(said.map((line) => line.split(/[\s-]/)[0]));
      const before = stages.slice(0, stages.indexOf(stage) + 1);
      expect([...named]).toEqual(stage === 'train' ? before.filter((name) => name !== 'task') : before);
      for (const line of said) expect(line.includes('skipped')).toBe(!line.startsWith(stage));
    }
    expect(figuresOf(await board('again'))).toEqual(figuresOf(await board('first')));
    for (const table of await parquetFiles(at('first')))
      expect({ table, differs: await differ(at('first', table), at('again', table)) }).toEqual({
        table,
        differs: false,
      });
  });

  it('with another seed gives other figures; with --json they are all that is printed', async () => {
    const { code, out } = await runPipelineCommand([...flags('cache', 'other-seed'), '--seed', '2', '--json']);
    expect(code).toBe(0);
    expect(out).toBe(await readFile(at('other-seed', 'leaderboard.json'), 'utf8'));
    const [ours, theirs] = [figuresOf(await board('first')), figuresOf(JSON.parse(out) as Leaderboard)];
    const of = (figures: typeof ours, model: string) => figures.models.find((entry) => entry.model === model)!.metrics;
    expect(of(theirs, 'random')['novelty@20']!.mean).not.toBe(of(ours, 'random')['novelty@20']!.mean);
    const knn = [of(ours, 'item-knn')['ndcg@20']!, of(theirs, 'item-knn')['ndcg@20']!] as const;
    expect(knn[1].mean).toBe(knn[0].mean);
    expect(knn[1].low).not.toBe(knn[0].low);
  });
});

const parquetFiles = async (run: string): Promise<string[]> =>
  (await readdir(run, { recursive: true })).filter((name) => name.endsWith('.parquet'));

/** Whether two Parquet files hold different rows. */
const differ = (a: string, b: string): Promise<boolean> =>
  withDuckDB(async (db) => {
    const [x, y] = [sqlText(a), sqlText(b)];
    const rows = await db.runAndReadAll(
      `SELECT count(*) FROM ((FROM ${x} EXCEPT ALL FROM ${y}) UNION ALL (FROM ${y} EXCEPT ALL FROM ${x}))`,
    );
    return Number(rows.getRows()[0]![0]) > 0;
  });
