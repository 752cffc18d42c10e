import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../../data/index.js';
import type { RunSettings } from './open-run.js';

/** Two models of a run by a metric such as `mrr@10`, and the ends of the interval that the run reports for their difference. */
export interface ComparedPair {
  readonly first: string;
  readonly other: string;
  readonly metric: string;
  readonly low: number;
  readonly high: number;
}

/** The other's figure less the first's, and the p-values of 0, before and after the correction for all pairs, and of the interval's ends. */
export interface DifferenceOfPair {
  readonly mean: number;
  readonly p: number;
  readonly corrected: number;
  readonly pLow: number;
  readonly pHigh: number;
}

/**
 * The paired differences of a run's models, in the pairs' order, from the table `figure`, by metrics that are shares and for more visitors
 * than all flips could be tried of. Bit c mod 8 of the highest byte of mix(mix(mix(1, seed), c // 8), r) keeps the sign of cluster c in flip r;
 * its clusters and the others have two means, between which flip r finds any difference plausible. One beyond them it finds plausible as far as
 * clusters that were not met could make it so. The interval holds what more than 5 % of the flips and the sample itself find plausible.
 */
export async function comparisonsOf(
  db: DuckDBConnection,
  pairs: readonly ComparedPair[],
  { seed, evaluation }: RunSettings,
): Promise<DifferenceOfPair[]> {
  const flips = Math.max(evaluation.resamples, 200 * pairs.length);
  const rows = pairs.map(({ first, other, metric, low, high }, pair) => {
    const [name, k] = metric.split('@') as [string, string];
    return `(${pair}, ${sqlText(first)}, ${sqlText(other)}, ${sqlText(name)}, ${Number(k)}, ${low}::DOUBLE, ${high}::DOUBLE)`;
  });
  const result = await db.runAndReadAll(`
    WITH pair AS (FROM (VALUES ${rows.join(', ')}) AS v(pair, first, other, metric, k, low, high)),
    difference AS (
      SELECT pair, cluster, sum(b.value - a.value) AS d, count(*) AS s
      FROM pair JOIN figure AS a ON a.model = first AND a.metric = pair.metric AND a.k = pair.k
        JOIN figure AS b ON b.model = other AND b.metric = pair.metric AND b.k = pair.k AND b.query = a.query
        JOIN query ON query.query = a.query
      GROUP BY ALL
    ),
    total AS (
      SELECT pair, sum(d) AS td, sum(s) AS ts, sum(d) / sum(s) AS mean, 1e-12 * sum(abs(d)) AS tiny, sum(s) ** 2 / sum(s ** 2) AS n,
        if(n >= 30 AND max(d / s) - min(d / s) > 2e-9, min(d / s), -1) AS least, if(n >= 30 AND max(d / s) - min(d / s) > 2e-9, max(d / s), 1) AS most
      FROM difference GROUP BY pair
    ),
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
      SELECT pair, mean, n, least, most, if(abs(kd) <= tiny, 0, kd) / nullif(ks, 0) AS one,
        if(abs(td - kd) <= tiny, 0, td - kd) / nullif(ts - ks, 0) AS two
      FROM kept JOIN total USING (pair)
    ),
    tested AS (
      SELECT pair, mean, n, least, most, if(one + two IS NULL, -1, least(one, two, mean)) AS lower,
        if(one + two IS NULL, 1, greatest(one, two, mean)) AS upper
      FROM parted
    ),
    hypothesis AS (
      SELECT pair, tail, m FROM pair, (VALUES ('zero', 0), ('low', pair.low), ('high', pair.high)) AS h(tail, m)
    ),
    inverted AS (
      SELECT pair, tail, any_value(mean) AS mean, (1 + sum(CASE
          WHEN m BETWEEN lower AND upper THEN 1
          WHEN m < lower THEN least(1, 2 * (greatest(0, m - least) / (lower - least)) ** n)
          ELSE least(1, 2 * (greatest(0, most - m) / (most - upper)) ** n) END)) / (1 + count(*)) AS p
      FROM tested JOIN hypothesis USING (pair) GROUP BY ALL
    )
    SELECT *, least(1, max(p * (${pairs.length + 1} - place)) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING)) AS corrected
    FROM (
      SELECT pair, zero.mean, zero.p, row_number() OVER (ORDER BY zero.p, pair) AS place, low.p AS pLow, high.p AS pHigh
      FROM (FROM inverted WHERE tail = 'zero') AS zero JOIN (SELECT pair, p FROM inverted WHERE tail = 'low') AS low USING (pair)
        JOIN (SELECT pair, p FROM inverted WHERE tail = 'high') AS high USING (pair)
    ) ORDER BY pair`);
  return result.getRowObjectsJS() as unknown as DifferenceOfPair[];
}
