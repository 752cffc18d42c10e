import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, lineText, quiet, sqlText, withDuckDB } from '../data/index.js';
import { type Mess, messyShop } from '../testing/messy-shop.js';
import { lastingFolder, runPipelineCommand } from '../testing/pipeline-run.js';
import { resolveStage } from './engine/stage.js';
import { runFormat } from './files/run-config.js';
import { report } from './stages/report.js';
import { quietPipeline, type Settings } from './study/quiet-pipeline.js';

describe('bad input', () => {
  let scratch: string;
  let mess: Mess;
  const at = (...names: string[]) => join(scratch, ...names);
  const flags = (data: string, ...more: string[]) => [
    ...['--data', at(data), '--models', 'popular', '--cache', at('cache')],
    ...(more.includes('--out') ? [] : ['--out', at('run')]),
    ...more,
  ];

  beforeAll(async () => {
    scratch = await lastingFolder();
    await mkdir(at('shop'));
    mess = await messyShop(at('shop'), 50); // 2 % unreadable rows
    const tsv = (firstSession: number, sessions: number, firstSecond: number) => {
      const rows = Array.from(
        { length: 3 * sessions },
        (_, i) => `${firstSession + Math.floor(i / 3)}\t${1 + (i % 20)}\t${firstSecond + i}\n`,
      );
      return `SessionId\tItemId\tTime\n${rows.join('')}`;
    };
    for (const [folder, cut] of [
      ['sessions', 1_400_001_000],
      ['overlapping', 1_400_000_800],
    ] as const) {
      await mkdir(at(folder));
      await writeFile(at(folder, 'train.tsv'), tsv(1, 300, 1_400_000_000));
      await writeFile(at(folder, 'test.tsv'), tsv(1001, 100, cut));
    }
    await mkdir(at('empty'));
    await writeFile(at('empty', 'events.csv'), '');
    await mkdir(at('nan'));
    const numbers = Array.from({ length: 50 }, (_, i) => `${1_433_221_332_000 + i},${i % 25 ? i : 'NaN'},view,${i},\n`);
    await writeFile(at('nan', 'events.csv'), `timestamp,visitorid,event,itemid,transactionid\n${numbers.join('')}`);
    await mkdir(at('noon'));
    const lines = Array.from({ length: 50 }, (_, i) => `${i % 25 ? 1_433_221_332_117 + i : 'noon'},1,view,${i},\n`);
    await writeFile(at('noon', 'events.csv'), `timestamp,visitorid,event,itemid,transactionid\n${lines.join('')}`);
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  /** Nothing of a run that failed is left, neither half-written nor whole. */
  async function expectNothingLeft(): Promise<void> {
    expect((await readdir(scratch)).filter((name) => name.includes('run'))).toEqual([]);
    expect((await readdir(at('cache')).catch(() => [])).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  }

  it('is one message on standard error and exit code 1, without a stack, and leaves nothing behind', async () => {
    const { code, out, error } = await runPipelineCommand(flags('noon'));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(/\nerror: \S*events\.csv, line 2, column "timestamp": .*"noon".*\n {2}expected: .*\n$/);
    expect(error).not.toMatch(/\n {4}at /);
    await expectNothingLeft();
  });

  const settings = (given: Settings): Settings => ({
    models: ['popular'],
    cache: at('cache'),
    out: at('run'),
    ...given,
  });
  const refusals: [what: string, given: () => Settings, message: RegExp][] = [
    [
      'a folder that is not there',
      () => ({ data: at('none') }),
      /none: there is no such folder\n {2}expected: a folder with events\.csv/,
    ],
    ['an empty file', () => ({ data: at('empty') }), /events\.csv.*: .*empty/],
    ['NaN in the data', () => ({ data: at('nan') }), /nan\/events\.csv, line 2, column "visitorid": .*NaN/],
    [
      'a matrix of which nothing is left',
      () => ({ data: at('sessions'), models: ['als'], parameters: { als: { signal: { weights: { view: 0 } } } } }),
      /^als: the visitor × item matrix has no row left/,
    ],
    [
      'more factors than memory',
      () => ({ data: at('sessions'), models: ['als'], parameters: { als: { factors: 2 ** 30 } } }),
      /^als: the model needs [\d.]+ GiB of memory.*\n {2}expected: "factors" of at most \d+/,
    ],
    [
      'a model that learns from what the data does not say',
      () => ({ data: at('sessions'), models: ['content'] }),
      /^content: it learns from what a shop says of its items, and sessions says nothing of them/,
    ],
    [
      'too many unreadable rows',
      () => ({ data: at('shop') }),
      /events\.csv, line 54, column "event": .*\(400 of 21,200 rows cannot be read, more than the 1 % of --max-rejects;/,
    ],
    [
      'P-holdout of a folder without targets of its own',
      () => ({ data: at('sessions'), protocol: 'holdout' }),
      /^P-holdout needs targets in a file of their own, and sessions brings none\n {2}expected: a folder with holdout-purchases\.csv/,
    ],
    [
      'P-future of visitors who never come back',
      () => ({ data: at('sessions'), protocol: 'future' }),
      /^P-future asks about visitors who come back after the cut, and none of sessions does/,
    ],
    [
      'P-funnel of views alone',
      () => ({ data: at('sessions'), protocol: 'funnel' }),
      /^P-funnel asks for carts and transactions, and the test part of sessions has views only/,
    ],
  ];
  it.each(refusals)('%s is refused, saying what would be right', async (_, given, message) => {
    const refusal = await resolveStage(quietPipeline(settings(given())), report).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(InputError);
    expect((refusal as InputError).message).toMatch(message);
    await expectNothingLeft();
  });

  it('a train part that runs into the test part is put up with, saying how much does', async () => {
    const said: string[] = [];
    const pipeline = quietPipeline(settings({ data: at('overlapping'), out: at('overlapped') }));
    await resolveStage(
      { ...pipeline, reporter: { ...quiet, say: (_, ...line) => said.push(lineText(...line)) } },
      report,
    );
    const warning = 'the given parts overlap: 100 of 900 train events (11 %) of 34 sessions are not before';
    expect(said).toContainEqual(expect.stringContaining(`warning: ${warning}`));
    expect(await readFile(at('overlapped', 'report.html'), 'utf8')).toContain(warning);
  });

  it('of single rows is put up with when asked for, and kept with file and line', async () => {
    const pipeline = quietPipeline(settings({ data: at('shop'), maxRejects: 0.05, out: at('accepted') }));
    await resolveStage(pipeline, report);
    const written = (await readFile(at('shop', 'events.csv'), 'utf8')).split('\n');
    await withDuckDB(async (db) => {
      const rows = await db.runAndReadAll(
        `SELECT file, line, text FROM ${sqlText(at('accepted', 'rejected.parquet'))} WHERE stage = 'ingest' ORDER BY line`,
      );
      expect(rows.getRows()).toEqual(mess.badLines.map((line) => ['events.csv', line, written[line - 1]]));
    });
  });

  describe('for --out', () => {
    it('a folder of something else is not touched, not even with --force', async () => {
      await mkdir(at('thesis'));
      await writeFile(at('thesis', 'chapter.tex'), 'All shops are alike.');
      const { code, error } = await runPipelineCommand(flags('sessions', '--force', '--out', at('thesis')));
      expect(code).toBe(1);
      expect(error).toContain(`error: ${at('thesis')}: is no run folder`);
      expect(await readdir(at('thesis'))).toEqual(['chapter.tex']);
    });

    it('a run folder of another version is refused, saying what to do; --force replaces it', async () => {
      await mkdir(at('old'));
      const old = JSON.stringify({ format: runFormat - 1, key: 'abc', protocol: 'next' });
      await writeFile(at('old', 'config.json'), old);
      const pipeline = quietPipeline(settings({ data: at('sessions'), out: at('old') }));
      await expect(resolveStage(pipeline, report)).rejects.toThrow(
        `${at('old')}: a run folder of layout version ${runFormat - 1}\n  expected: version ${runFormat}: run with --force to make it anew, or name another folder with --out`,
      );
      expect(await readFile(at('old', 'config.json'), 'utf8')).toBe(old);
      await resolveStage({ ...pipeline, force: true, done: new Map() }, report);
      expect(JSON.parse(await readFile(at('old', 'config.json'), 'utf8'))).toMatchObject({ format: runFormat });
      expect(await readdir(at('old'))).toContain('report.html');
    });
  });
});
