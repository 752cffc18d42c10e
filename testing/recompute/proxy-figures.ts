import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * The funnel proxies: of the listed items that the visitor views after the query's moment, those that go into a cart then or later;
 * of those that go into a cart after it, those bought then or later. Ratios over all queries.
 */
export async function proxyFigures(db: DuckDBConnection): Promise<void> {
  await db.run(`
    INSERT INTO figure
    WITH path AS (
      SELECT query, item.item,
        min(held.time) FILTER (event = 0) AS viewed, min(held.time) FILTER (event = 1) AS carted,
        max(held.time) FILTER (event = 1) AS lastCarted, max(held.time) FILTER (event = 2) AS lastBought
      FROM query JOIN held ON held.visitor = visitorid AND held.time > query.time JOIN item ON itemid = held.item
      GROUP BY ALL
    ),
    counted AS (
      SELECT model, k, query, count(viewed) AS viewed, count(*) FILTER (lastCarted >= viewed) AS viewedThenCarted,
        count(carted) AS carted, count(*) FILTER (lastBought >= carted) AS cartedThenBought
      FROM model CROSS JOIN cutoff CROSS JOIN query LEFT JOIN list USING (model, k, query) LEFT JOIN path USING (query, item)
      GROUP BY ALL
    )
    SELECT model, 'viewToCart', k, query, viewedThenCarted, viewed, true FROM counted
    UNION ALL SELECT model, 'cartToTransaction', k, query, cartedThenBought, carted, true FROM counted`);
}
