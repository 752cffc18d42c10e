import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../../data/index.js';
import type { RunSettings } from './open-run.js';

/** Two models of a run by a metric such as `mrr@10`. */
export interface ComparedPair {
  readonly first: string;
  readonly other: string;
  readonly metric: string;
}

/** The other's figure less the first's, its 95 % interval, and its p-value before and after the correction for all pairs. */
export interface DifferenceOfPair {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly corrected: number;
}

/**
 * The paired differences of a run's models, in the pairs' order, from the table `figure`, by metrics that are shares and for more visitors
 * than all flips could be tried of. Bit c mod 8 of the highest byte of mix(mix(mix(1, seed), c // 8), r) keeps the sign of cluster c in flip r;
 * its clusters and the others have two means, between which flip r finds any difference plausible. The interval holds what more than 5 % of
 * the flips and the sample itself find plausible, p is the share that finds zero plausible.
 */
export async function comparisonsOf(
  db: DuckDBConnection,
  pairs: readonly ComparedPair[],
  { seed, evaluation }: RunSettings,
): Promise<DifferenceOfPair[]> {
  const flips = Math.max(evaluation.resamples, 200 * pairs.length);
  const rows = pairs.map(({ first, other, metric }, pair) => {
    const [name, k] = metric.split('@') as [string, string];
    return `(${pair}, ${sqlText(first)}, ${sqlText(other)}, ${sqlText(name)}, ${Number(k)})`;
  });
  const result = await db.runAndReadAll(`
    WITH pair AS (FROM (VALUES ${rows.join(', ')}) AS v(pair, first, other, metric, k)),
    difference AS (
      SELECT pair, cluster, sum(b.value - a.value) AS d, count(*) AS s
      FROM pair JOIN figure AS a ON a.model = first AND a.metric = pair.metric AND a.k = pair.k
        JOIN figure AS b ON b.model = other AND b.metric = pair.metric AND b.k = pair.k AND b.query = a.query
        JOIN query ON query.query = a.query
      GROUP BY ALL
    ),
    total AS (SELECT pair, sum(d) AS td, sum(s) AS ts, sum(d) / sum(s) AS mean, 1e-12 * sum(abs(d)) AS tiny FROM difference GROUP BY pair),
    signs AS (
      SELECT g, r, mix(mix(mix(1::UBIGINT, ${seed}::UBIGINT), g::UBIGINT), r::UBIGINT) >> 24 AS signs
      FROM (SELECT DISTINCT cluster // 8 AS g FROM query), range(${flips}) AS t(r)
    ),
    kept AS (
      SELECT pair, r, sum(d * kept) AS kd, sum(s * kept) AS ks
      FROM (SELECT pair, r, d, s, ((signs >> (cluster % 8)::UBIGINT) & 1)::INTEGER AS kept
        FROM difference JOIN signs ON g = cluster // 8)
      GROUP BY ALL
    ),
    parted AS (
      SELECT pair, mean, if(abs(kd) <= tiny, 0, kd) / nullif(ks, 0) AS one,
        if(abs(td - kd) <= tiny, 0, td - kd) / nullif(ts - ks, 0) AS two
      FROM kept JOIN total USING (pair)
    ),
    tested AS (
      SELECT pair, mean, if(one + two IS NULL, -1, least(one, two, mean)) AS lower,
        if(one + two IS NULL, 1, greatest(one, two, mean)) AS upper
      FROM parted
    ),
    inverted AS (
      SELECT pair, any_value(mean) AS mean, (1 + count(*) FILTER (lower <= 0 AND upper >= 0)) / (1 + count(*)) AS p,
        greatest(-1, list_sort(list(lower))[(1 + count(*)) // 20]) AS low,
        least(1, list_reverse_sort(list(upper))[(1 + count(*)) // 20]) AS high
      FROM tested GROUP BY pair
    )
    SELECT mean, low, high, p,
      least(1, max(p * (${pairs.length + 1} - place)) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING)) AS corrected
    FROM (SELECT *, row_number() OVER (ORDER BY p, pair) AS place FROM inverted) ORDER BY pair`);
  return result.getRowObjectsJS() as unknown as DifferenceOfPair[];
}
