import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withDuckDB } from '../../data/index.js';
import { accuracyFigures } from './accuracy-figures.js';
import { type ComparedPair, comparisonsOf, type DifferenceOfPair } from './comparisons.js';
import { coverageOf, type FigureOfList, meansOf } from './intervals.js';
import { listFigures } from './list-figures.js';
import { openRun, type RunSettings } from './open-run.js';
import { proxyFigures } from './proxy-figures.js';

/** A run's figures by `<model> <metric>@<k>`. */
export type Figures = Readonly<Record<string, FigureOfList>>;

/**
 * Works out every figure of a run's leaderboard and paired differences of its models again, in SQL, from the run folder's Parquet files. Shares no code with
 * evaluation/: only the files' format, the definitions in the protocols and the counter-based draws are common.
 * @param splitFolder output of the split stage: which visitors touched what, for diversity and the funnel proxies.
 * @param pairs the models that are compared.
 * @returns the figures, the pairs' differences, and the largest difference of any of them from its row in `per-query.parquet`.
 */
export async function recompute(
  folder: string,
  splitFolder: string,
  pairs: readonly ComparedPair[],
): Promise<{ figures: Figures; differences: DifferenceOfPair[]; perQueryDifference: number }> {
  const settings = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as RunSettings;
  return withDuckDB(async (db) => {
    await openRun(db, folder, splitFolder, settings);
    await accuracyFigures(db, settings.evaluation.listLength);
    await listFigures(db, settings);
    if (settings.protocol === 'funnel') await proxyFigures(db);
    const [[perQueryDifference]] = (await db.runAndReadAll(differenceFromRows)).getRows() as [[number]];
    const figures = { ...(await meansOf(db, settings)), ...(await coverageOf(db, settings)) };
    const differences = await comparisonsOf(db, pairs, settings);
    return { figures, differences, perQueryDifference };
  }, 4096);
}

/** The largest difference between a query's figure and its row in the run folder; infinite where only one of them is there. */
const differenceFromRows = `
  WITH ours AS (
    SELECT model, metric, k, query, value FROM figure WHERE NOT ratio
    UNION ALL SELECT model, metric || '.numerator', k, query, value FROM figure WHERE ratio
    UNION ALL SELECT model, metric || '.denominator', k, query, weight FROM figure WHERE ratio
  )
  SELECT max(coalesce(abs(ours.value - theirs.value), 'infinity'::DOUBLE))
  FROM ours FULL JOIN per_query AS theirs USING (model, metric, k, query)`;
