import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError, idsOf, sqlText, type Train, Vocabulary, withDuckDB } from '../data/index.js';
import { fitPartsOfLines } from '../testing/fit-parts-of-lines.js';
import { logOf } from '../testing/log-of.js';
import { rankingsOf, taskOf } from '../testing/rankings-of.js';
import { evaluate } from './evaluate.js';
import { bootstrap } from './intervals/bootstrap.js';
import { readQuerySegments, readQueryValues } from './per-query-file.js';
import { futureTask } from './protocols/future.js';
import { holdoutTask } from './protocols/holdout.js';
import { writePerQuery, writePredictions, writeQueries, writeTargets } from './run-parquet.js';

/** `mix` of data/random.ts; products are taken modulo 2^32. */
const mixInSql = `
  CREATE MACRO times32(a, b) AS (a::UHUGEINT * b::UHUGEINT % 4294967296)::UBIGINT;
  CREATE MACRO shifted(h, bits) AS xor(h, h >> bits);
  CREATE MACRO mix(h, x) AS shifted(times32(shifted(times32(shifted(
    xor(h::UBIGINT, times32(x, 2654435761)), 16), 2246822507), 13), 3266489909), 16)`;

describe('the run’s Parquet files', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'run-parquet-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** The rows of a query as arrays; `$name` stands for the file of that name. */
  const rowsOf = (sql: string) =>
    withDuckDB(async (db) => {
      await db.run(mixInSql);
      const reader = await db.runAndReadAll(
        sql.replaceAll(/\$([\w-]+)/g, (_, name) => sqlText(file(`${name}.parquet`))),
      );
      return reader.getRowsJson();
    });

  const { train, held } = fitPartsOfLines(
    [
      { visitor: 70, item: 10, time: 1 },
      { visitor: 71, item: 20, time: 2, event: 'addtocart' },
      { visitor: 71, item: 30, time: 3 },
    ],
    [
      { visitor: 71, item: 10, time: 11, event: 'transaction' },
      { visitor: 70, item: 20, time: 12 },
      { visitor: 70, item: 30, time: 13 },
    ],
  );
  const task = futureTask(train, held, { gain: 'event' });

  it('hold targets and queries with the shop’s ids', async () => {
    await writeTargets(file('targets.parquet'), task, held);
    expect(await rowsOf('SELECT query, item, gain, visitorid, itemid FROM $targets')).toEqual([
      [0, 1, 1, 70, 20],
      [0, 2, 1, 70, 30],
      [1, 0, 5, 71, 10],
    ]);
    await writeQueries(file('queries.parquet'), task, held.visitors);
    expect(await rowsOf('SELECT query, cluster, visitorid, time, stage, history FROM $queries')).toEqual([
      [0, 0, 70, 12, 'browsing', '1 event'],
      [1, 1, 71, 11, 'intent', '2–4 events'],
    ]);
  });

  it('hold ids that are texts as they are, an unknown item’s too', async () => {
    const texts = logOf([
      { visitor: 'é', item: 'SKU-1', time: 1 },
      { visitor: '7', item: '2053013555631882655', time: 2 },
    ]) as Train;
    const pairs = { visitor: idsOf(['é', 'é']), item: idsOf(['2053013555631882655', 'new']) };
    const asked = holdoutTask(texts, pairs);
    await writeTargets(file('targets.parquet'), asked, texts);
    expect(await rowsOf('SELECT item, visitorid, itemid FROM $targets')).toEqual([
      [0, 'é', '2053013555631882655'],
      [2, 'é', 'new'],
    ]);
    await writeQueries(file('queries.parquet'), asked, texts.visitors);
    expect(await rowsOf('SELECT query, visitorid FROM $queries')).toEqual([[0, 'é']]);
  });

  it('hold each listed item with its rank, and no padding', async () => {
    await writePredictions(
      file('knn.parquet'),
      rankingsOf(
        [
          [
            [1, 0.5],
            [2, 0.25],
          ],
          [],
          [[0, 1]],
        ],
        2,
      ),
    );
    expect(await rowsOf('SELECT query, rank, item, score FROM $knn')).toEqual([
      [0, 1, 1, 0.5],
      [0, 2, 2, 0.25],
      [2, 1, 0, 1],
    ]);
  });

  it('keep the order of many blocks of rows', async () => {
    const lists = Array.from({ length: 9000 }, (_, query) =>
      Array.from({ length: 60 }, (_, rank) => [rank, -query] as const),
    );
    await writePredictions(file('many.parquet'), rankingsOf(lists, 60));
    const numbered = 'SELECT *, file_row_number AS n FROM read_parquet($many, file_row_number = true)';
    expect(
      await rowsOf(
        `SELECT count(*) FILTER (n = 60 * query + rank - 1 AND item = rank - 1 AND score = -query) FROM (${numbered})`,
      ),
    ).toEqual([[String(9000 * 60)]]);
  });

  it('hold the figures of every query, with its segments', async () => {
    const columns = [
      { metric: 'mrr', k: 10, values: Float64Array.of(1, 0.5) },
      { metric: 'novelty', k: 5, values: Float64Array.of(NaN, 3) },
      { metric: 'viewToCart', k: 5, values: Float64Array.of(0, 1), denominators: Float64Array.of(0, 2) },
    ];
    const models = [
      { model: 'popular', columns },
      { model: 'it’s', columns: columns.slice(0, 1) },
    ];
    await writePerQuery(file('per-query.parquet'), task, models);
    expect(await rowsOf('SELECT model, query, metric, k, value, stage FROM $per-query')).toEqual([
      ['popular', 0, 'mrr', 10, 1, 'browsing'],
      ['popular', 1, 'mrr', 10, 0.5, 'intent'],
      ['popular', 1, 'novelty', 5, 3, 'intent'],
      ['popular', 0, 'viewToCart.numerator', 5, 0, 'browsing'],
      ['popular', 1, 'viewToCart.numerator', 5, 1, 'intent'],
      ['popular', 0, 'viewToCart.denominator', 5, 0, 'browsing'],
      ['popular', 1, 'viewToCart.denominator', 5, 2, 'intent'],
      ['it’s', 0, 'mrr', 10, 1, 'browsing'],
      ['it’s', 1, 'mrr', 10, 0.5, 'intent'],
    ]);
  });

  it('give a model’s values of a metric back, query by query', async () => {
    const columns = [
      { metric: 'mrr', k: 10, values: Float64Array.of(1, 0.5) },
      { metric: 'novelty', k: 5, values: Float64Array.of(NaN, 3) },
    ];
    const ratio = { metric: 'viewToCart', k: 5, values: Float64Array.of(0, 1), denominators: Float64Array.of(0, 2) };
    await writePerQuery(file('per-query.parquet'), task, [
      { model: 'it’s', columns: [...columns, ratio] },
      { model: 'popular', columns: columns.slice(0, 1) },
    ]);
    await writeQueries(file('queries.parquet'), task, held.visitors);
    const { cluster, valuesOf } = await readQueryValues(folder, ['it’s', 'popular'], ['mrr@10', 'novelty@5']);
    expect(cluster).toEqual(Int32Array.of(0, 1));
    expect(valuesOf('it’s', 'mrr@10')).toEqual(Float64Array.of(1, 0.5));
    expect(valuesOf('it’s', 'novelty@5')).toEqual(Float64Array.of(NaN, 3));
    expect(valuesOf('popular', 'novelty@5')).toEqual(Float64Array.of(NaN, NaN));
    await expect(readQueryValues(folder, ['itemknn'], ['mrr@10'])).rejects.toThrow(
      /no model "itemknn"\n {2}expected: one of it’s, popular$/,
    );
    for (const metric of ['viewToCart@5', 'viewToCart.numerator@5', 'coverage@10', 'mrr@20', 'mrr'])
      await expect(readQueryValues(folder, ['popular'], [metric])).rejects.toThrow(
        new InputError(`the run has no values by query of "${metric}"`, { file: folder }, 'one of mrr@10, novelty@5'),
      );
  });

  it('give P-joint’s values back with the denominators and strata that weigh them', async () => {
    const joint = { ...task, queries: { ...task.queries, asks: Uint8Array.of(2, 0) }, session: Int32Array.of(8, 8) };
    const columns = evaluate(joint, rankingsOf([[], []], 5), { ks: [5] });
    await writePerQuery(file('per-query.parquet'), joint, [{ model: 'm', columns }]);
    await writeQueries(file('queries.parquet'), joint, held.visitors);
    expect(await rowsOf('SELECT session, kind FROM $queries ORDER BY query')).toEqual([
      [8, 'purchases'],
      [8, 'views'],
    ]);
    const { valuesOf, weighingOf } = await readQueryValues(folder, ['m'], ['joint@5', 'recall-carts@5']);
    for (const { metric, k, values, denominators, strata } of columns.slice(0, 1)) {
      expect(valuesOf('m', `${metric}@${k}`)).toEqual(values);
      expect(weighingOf(`${metric}@${k}`)).toEqual({ denominators, strata });
    }
    expect(weighingOf('recall-carts@5')).toEqual({ denominators: Float64Array.of(0, 0) });
  });

  it('give each query’s segment back, in the order of the queries', async () => {
    const named = { ...task, segmentations: [{ name: 'a "kind"', labels: ['x', 'y'], code: Uint8Array.of(1, 0) }] };
    await writeQueries(file('queries.parquet'), named, held.visitors);
    await writeTargets(file('targets.parquet'), task, held);
    expect(await readQuerySegments(folder, 'a "kind"')).toEqual(['y', 'x']);
  });

  it('hold empty tables with all their columns where there is nothing to tell', async () => {
    await writePredictions(file('none.parquet'), rankingsOf([], 5));
    expect(await rowsOf('SELECT count(*), count(query), count(score) FROM $none')).toEqual([['0', '0', '0']]);
    await writePerQuery(file('per-query.parquet'), task, []);
    expect(await rowsOf('SELECT count(model), count(k), count(stage) FROM $per-query')).toEqual([['0', '0', '0']]);
  });

  it('appear whole or not at all', async () => {
    const broken = { k: 2, items: Int32Array.of(0, 1), scores: null as unknown as Float64Array };
    await expect(writePredictions(file('knn.parquet'), broken)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });

  it('let SQL repeat a figure and its interval', async () => {
    const visitor = Array.from({ length: 30 }, (_, query) => query % 11);
    const random = taskOf({ items: 40, targets: visitor.map((_, query) => [(query * 7) % 40]), visitor });
    const rankings = rankingsOf(
      visitor.map((_, query) => [0, 1, 2, 3, 4].map((i) => [(query * 6 + i) % 40, -i])),
      5,
    );
    const columns = evaluate(random, rankings, { ks: [5], metrics: ['mrr'] });
    const { mean, low, high } = bootstrap(columns, random.cluster, { seed: 7, resamples: 50 })[0]!;
    await writePerQuery(file('per-query.parquet'), random, [{ model: 'm', columns }]);
    await writeQueries(file('queries.parquet'), random, new Vocabulary(Int32Array.from(random.cluster.keys())));
    const [row] = await rowsOf(`
      WITH sums AS (SELECT cluster, sum(value) AS total, count(*) AS n FROM $per-query JOIN $queries USING (query) GROUP BY 1),
      draws AS (
        SELECT r, (mix(mix(mix(0, 7), r), j) * 11) // 4294967296 AS cluster FROM range(50) AS a(r), range(11) AS b(j)
      ),
      size AS (SELECT sum(n) ** 2 / sum(n ** 2) AS clusters FROM sums),
      figures AS (SELECT r, sum(total) / sum(n) AS figure FROM draws JOIN sums USING (cluster) GROUP BY r),
      guarded AS (SELECT figure, 1 - ((r + 0.5) / 50) ** (1 / clusters) AS unmet FROM figures, size)
      SELECT (SELECT sum(total) / sum(n) FROM sums),
        quantile_cont(figure * (1 - unmet), 0.025), quantile_cont(figure + unmet * (1 - figure), 0.975) FROM guarded`);
    expect(row).toEqual([mean, low, high].map((value) => expect.closeTo(value, 12)));
  });
});
