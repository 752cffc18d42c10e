import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Precision, Recall, NDCG, MAP, MRR and HitRate of every query and cut-off, as `protocols.md` defines them.
 *
 * Ties are conservative: the targets of one score take the last ranks of that score, the one of the highest gain the very last; where
 * that score reaches the stored list's end, more items of it may lie behind, and they are not found.
 */
export async function accuracyFigures(db: DuckDBConnection, listLength: number): Promise<void> {
  await db.run(`
    CREATE TABLE hit AS
    WITH listed AS (SELECT model, query, score, gain FROM prediction JOIN target USING (query, item)),
    tie AS (
      SELECT model, query, score, max(rank) AS last
      FROM prediction SEMI JOIN listed USING (model, query, score) GROUP BY ALL HAVING last < ${listLength}
    ),
    placed AS (
      SELECT model, query, gain,
        last + 1 - row_number() OVER (PARTITION BY model, query, score ORDER BY gain DESC) AS rank
      FROM listed JOIN tie USING (model, query, score)
    )
    SELECT *, row_number() OVER (PARTITION BY model, query ORDER BY rank) AS nth FROM placed;

    CREATE TABLE ideal AS
    WITH best AS (SELECT query, gain, row_number() OVER (PARTITION BY query ORDER BY gain DESC) AS rank FROM target)
    SELECT query, k, count(*) AS targets, sum(gain / log2(rank + 1)) FILTER (rank <= k) AS dcg
    FROM best, cutoff GROUP BY ALL;

    INSERT INTO figure
    WITH found AS (
      SELECT model, query, k, count(*) AS hits, min(rank) AS first, sum(nth / rank) AS precisions,
        sum(gain / log2(rank + 1)) AS dcg
      FROM hit JOIN cutoff ON rank <= k GROUP BY ALL
    ),
    value AS (
      SELECT model, query, k,
        coalesce(hits, 0) / k AS "precision",
        coalesce(hits, 0) / targets AS recall,
        coalesce(found.dcg, 0) / ideal.dcg AS ndcg,
        coalesce(precisions, 0) / least(k, targets) AS "map",
        coalesce(1 / first, 0) AS mrr,
        if(hits > 0, 1.0::DOUBLE, 0) AS hitRate
      FROM model CROSS JOIN ideal LEFT JOIN found USING (model, query, k)
    )
    SELECT model, metric, k, query, value, 1, false
    FROM (UNPIVOT value ON "precision", recall, ndcg, "map", mrr, hitRate INTO NAME metric VALUE value)`);
}
