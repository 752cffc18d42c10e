import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../../data/index.js';
import type { RunSettings } from './open-run.js';

/** Novelty, popularity bias and intra-list diversity of every query's list cut at each cut-off. */
export async function listFigures(db: DuckDBConnection, { models, evaluation }: RunSettings): Promise<void> {
  await db.run(`
    INSERT INTO figure
    WITH known AS (SELECT count(DISTINCT visitor) AS visitors FROM learnt),
    worth AS (
      SELECT item, events / avg(events) OVER () AS popularityBias,
        if(item.visitors > 0, log2(known.visitors / item.visitors), log2(known.visitors + 1)) AS novelty
      FROM item, known
    )
    SELECT model, metric, k, query, avg(value), 1, false
    FROM list JOIN (UNPIVOT worth ON popularityBias, novelty INTO NAME metric VALUE value) USING (item) GROUP BY ALL;

    -- Items in order of how many visitors know them: of a pair the lesser known one's visitors are looked through.
    CREATE TABLE place AS
      SELECT * REPLACE (nullif(category::VARCHAR, if(typeof(category) = 'INTEGER', '-1', '')) AS category), row_number() OVER (ORDER BY visitors, item) AS place FROM item;
    CREATE TABLE touched AS SELECT DISTINCT place, visitor FROM learnt JOIN place ON place.itemid = learnt.item`);

  const deepest = Math.max(...evaluation.ks);
  for (const model of models) {
    await db.run(`
      CREATE OR REPLACE TABLE pair AS
      WITH shown AS (
        SELECT query, rank, place, category FROM prediction JOIN place USING (item)
        WHERE model = ${sqlText(model)} AND rank <= ${deepest}
      )
      SELECT a.query, b.rank AS last, least(a.place, b.place) AS lesser, greatest(a.place, b.place) AS better,
        a.category <> b.category AS differ
      FROM shown AS a JOIN shown AS b ON a.query = b.query AND a.rank < b.rank;

      CREATE OR REPLACE TABLE distance AS
      WITH wanted AS (SELECT DISTINCT lesser, better FROM pair),
      together AS (
        SELECT lesser, better, count(*) AS shared
        FROM wanted JOIN touched AS a ON a.place = lesser JOIN touched AS b ON b.place = better AND b.visitor = a.visitor
        GROUP BY ALL
      )
      SELECT lesser, better, 1 - coalesce(shared, 0) / sqrt(a.visitors * b.visitors) AS distance
      FROM wanted LEFT JOIN together USING (lesser, better)
      JOIN place AS a ON a.place = lesser JOIN place AS b ON b.place = better;

      INSERT INTO figure
      WITH value AS (
        SELECT query, k, avg(distance) AS diversityCooccurrence, avg(differ::INTEGER) AS diversityCategory
        FROM pair JOIN distance USING (lesser, better) JOIN cutoff ON last <= k GROUP BY ALL
      )
      SELECT ${sqlText(model)}, metric, k, query, value, 1, false
      FROM (UNPIVOT value ON diversityCooccurrence, diversityCategory INTO NAME metric VALUE value)`);
  }
}
