import { oracleScores, type ShopTruth, type Vocabulary } from '../data/index.js';
import { contextItems, type Queries, queryCount, type Rankings, reading } from '../models/index.js';

/**
 * The best possible lists for P-next on a generated log: train's items in the order of their true probabilities of being viewed next,
 * which no model knows. The remaining distance to 1 is chance.
 *
 * They are the best in the mean, not for each query, by every metric that never falls when a target moves up, such as recall and nDCG.
 * @param truth the truth of the generator that made the log.
 * @param items train's vocabulary, whose ids the queries use; `visitors` likewise.
 */
export function bestPossible(
  truth: ShopTruth,
  queries: Queries,
  { items, visitors }: { readonly items: Vocabulary; readonly visitors: Vocabulary },
  k: number,
): Rankings {
  const among = Uint8Array.from(truth.catalogue.id, (id) => (items.indexOf(id) < 0 ? 0 : 1));
  const sessions = reading(queries, 'session');
  const places = queryCount(queries) * k;
  const rankings: Rankings = {
    k,
    items: new Int32Array(places).fill(-1),
    scores: new Float64Array(places).fill(Number.NEGATIVE_INFINITY),
  };
  // The truth of a day is cached until another day is needed, so the queries go in order of time.
  const inTime = Int32Array.from(queries.time.keys()).sort((a, b) => queries.time[a]! - queries.time[b]!);
  for (const query of inTime) {
    const context = contextItems(sessions, query).map((item) => Number(items.idOf(item)));
    const visitor = Number(visitors.idOf(queries.visitor[query]!));
    const { items: listed, scores } = oracleScores(truth, context, visitor, queries.time[query]!, k, among);
    rankings.items.set(
      listed.map((id) => items.indexOf(id)),
      query * k,
    );
    rankings.scores.set(scores, query * k);
  }
  return rankings;
}
