import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../../data/index.js';
import type { RunSettings } from './open-run.js';

/** A figure with its 95 % interval. */
export interface FigureOfList {
  readonly mean: number;
  /** Null where one cluster alone has a value. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The draws: `drawn(r, cluster, n)`, how often a cluster is in resample r. The j-th draw is floor(mix(mix(mix(0, seed), r), j) · clusters / 2^32),
 * where mix(h, x) is MurmurHash3's finaliser of h xor x·0x9E3779B1, all modulo 2^32.
 */
const drawnSql = ({ seed, evaluation }: RunSettings): string => `
  CREATE MACRO times32(a, b) AS (a * b) & 4294967295::UBIGINT;
  CREATE MACRO shifted(h, bits) AS xor(h, h >> bits);
  CREATE MACRO mix(h, x) AS shifted(times32(shifted(times32(shifted(
    xor(h, times32(x, 2654435761::UBIGINT)), 16::UBIGINT), 2246822507::UBIGINT), 13::UBIGINT), 3266489909::UBIGINT), 16::UBIGINT);
  CREATE TABLE drawn AS
  WITH started AS (
    SELECT r, mix(mix(0::UBIGINT, ${seed}::UBIGINT), r::UBIGINT) AS start FROM range(${evaluation.resamples}) AS t(r)
  ),
  clusters AS (SELECT max(cluster)::UBIGINT + 1 AS clusters FROM query)
  SELECT r, ((mix(start, j::UBIGINT) * clusters) >> 32)::INTEGER AS cluster, count(*) AS n
  FROM started, clusters, range((SELECT clusters FROM clusters)::BIGINT) AS t(j) GROUP BY ALL`;

/**
 * Every figure of the table `figure` as a ratio of sums over queries, with the percentile interval over resampled clusters. Of n clusters of equal
 * size, a share of Beta(1, n) of each resample is of clusters not met: its value is the lowest or the highest of a cluster, or the metric's
 * bound where clusters are fewer than 30 or all equal.
 */
export async function meansOf(db: DuckDBConnection, settings: RunSettings): Promise<Record<string, FigureOfList>> {
  await db.run(drawnSql(settings));
  await db.run(`
    CREATE TABLE series AS
      SELECT model || ' ' || metric || '@' || k AS name, row_number() OVER () AS series, model, metric, k,
        sum(value) / sum(weight) AS mean
      FROM figure GROUP BY ALL HAVING sum(weight) > 0;
    CREATE TABLE summed AS
      SELECT cluster, series, sum(value) AS value, sum(weight) AS weight
      FROM figure JOIN series USING (model, metric, k) JOIN query USING (query) GROUP BY ALL;
    CREATE TABLE clustered AS
      SELECT series, name, mean, sum(weight) ** 2 / sum(weight ** 2) AS size, count(*) FILTER (weight > 0) AS met,
        min(value / weight) FILTER (weight > 0) AS lowest, max(value / weight) FILTER (weight > 0) AS highest,
        CASE metric
          WHEN 'novelty' THEN (SELECT log2(count(DISTINCT visitor) + 1) FROM learnt)
          WHEN 'popularityBias' THEN (SELECT max(events) / avg(events) FROM item)
          ELSE 1 END AS bound
      FROM series JOIN summed USING (series) GROUP BY ALL;
    CREATE TABLE guard AS
      SELECT *, size >= 30 AND highest - lowest > 1e-9 * bound AS shown, if(shown, lowest, 0) AS least, if(shown, highest, bound) AS most
      FROM clustered`);
  // One column a series and one row a cluster: a row a series and cluster would be hundreds of millions once drawn. Series
  // that have their values in the same queries share the sum of the weights.
  await db.run(`
    CREATE TABLE wide AS PIVOT summed ON series USING sum(value) AS value, sum(weight) AS weight GROUP BY cluster`);
  const series = await db.runAndReadAll(`
    SELECT series, min(series) OVER (PARTITION BY weights)
    FROM (SELECT series, list(weight ORDER BY cluster) AS weights FROM summed GROUP BY series)`);
  const ratios = series
    .getRows()
    .map(([s, same]) => `sum(n * "${s}_value") / nullif(sum(n * "${same}_weight"), 0) AS "${s}"`);
  const rows = await db.runAndReadAll(`
    WITH resampled AS (SELECT r, ${ratios.join(', ')} FROM drawn JOIN wide USING (cluster) GROUP BY r),
    unmet AS (
      SELECT guard.*, ratio, 1 - ((r + 0.5) / ${settings.evaluation.resamples}) ** (1 / size) AS unmet
      FROM guard JOIN (UNPIVOT resampled ON COLUMNS(* EXCLUDE r) INTO NAME of VALUE ratio) AS u ON u.of::BIGINT = guard.series
    )
    SELECT name, any_value(mean), if(any_value(met) > 1, least(any_value(mean), quantile_cont(ratio - unmet * (ratio - least), 0.025)), NULL),
      if(any_value(met) > 1, greatest(any_value(mean), quantile_cont(ratio + unmet * (most - ratio), 0.975)), NULL)
    FROM unmet GROUP BY name`);
  return named(rows.getRows());
}

/**
 * Coverage, the share of the catalogue in anybody's list, with Wilson's interval of as many independent items as vary like the resamples do.
 * Which of the 1,000 resamples an item is in is kept as bits, 64 to a word.
 */
export async function coverageOf(
  db: DuckDBConnection,
  { models, evaluation }: RunSettings,
): Promise<Record<string, FigureOfList>> {
  await db.run(`
    CREATE TABLE bits AS
    SELECT cluster, (r // 64)::INTEGER AS word, bit_or(1::UBIGINT << (r % 64)::UBIGINT) AS bits FROM drawn GROUP BY ALL`);
  const figures: Record<string, FigureOfList> = {};
  const sums = Array.from({ length: 64 }, (_, bit) => `sum((bits >> ${bit}::UBIGINT) & 1::UBIGINT)`);
  for (const model of models) {
    for (const k of evaluation.ks) {
      const rows = await db.runAndReadAll(`
        WITH listed AS (
          SELECT DISTINCT item, cluster FROM list JOIN query USING (query) WHERE model = ${sqlText(model)} AND k = ${k}
        ),
        covered AS (SELECT item, word, bit_or(bits) AS bits FROM listed JOIN bits USING (cluster) GROUP BY ALL),
        counted AS (
          SELECT word * 64 + unnest(range(64)) AS r, unnest([${sums.join(', ')}]) AS n FROM covered GROUP BY word
        ),
        spread AS (
          SELECT var_pop(n) * clusters / (clusters - 1) + 1 AS variance
          FROM counted, (SELECT max(cluster) + 1 AS clusters FROM query) WHERE r < ${evaluation.resamples} GROUP BY clusters
        ),
        share AS (SELECT count(DISTINCT item) / (SELECT count(*) FROM item) AS p FROM listed),
        effective AS (
          SELECT p, CASE WHEN p IN (0, 1) THEN least((SELECT max(cluster) + 1 FROM query), (SELECT count(*) FROM item))
            ELSE p * (1 - p) * (SELECT count(*) FROM item) ** 2 / variance END AS n, 1.959964 AS z
          FROM share, spread
        ),
        ends AS (
          SELECT *, p + z ** 2 / (2 * n) AS centre, z * sqrt(p * (1 - p) / n + z ** 2 / (4 * n ** 2)) AS half FROM effective
        )
        SELECT ${sqlText(`${model} coverage@${k}`)}, p, greatest(0, (centre - half) / (1 + z ** 2 / n)),
          least(1, (centre + half) / (1 + z ** 2 / n))
        FROM ends`);
      Object.assign(figures, named(rows.getRows()));
    }
  }
  return figures;
}

const named = (rows: readonly unknown[][]): Record<string, FigureOfList> =>
  Object.fromEntries(
    rows.map(([name, mean, low, high]) => [
      name,
      { mean: mean as number, low: low as number | null, high: high as number | null },
    ]),
  );
