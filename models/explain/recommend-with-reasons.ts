import { InputError, packLists } from '../../data/index.js';
import type { Evidence, Queries, Recommender, WorkOptions } from '../base/recommender.js';
import { queryCount } from '../base/recommender.js';
import { type Reason, reasonsOf } from './reasons.js';

/** An item of a list and why it stands there. */
export interface ReasonedItem {
  readonly item: number;
  readonly score: number;
  readonly evidence: readonly Evidence[];
  /** The heaviest first; none where the model's evidence has none to tell. */
  readonly reasons: readonly Reason[];
}

/**
 * Ranks items for each query and says why.
 * @returns for each query at most `k` items, the best first.
 * @throws InputError for a model that has no evidence to show.
 */
export async function recommendWithReasons(
  model: Recommender,
  queries: Queries,
  k: number,
  work: Partial<WorkOptions> = {},
): Promise<ReasonedItem[][]> {
  if (!model.explain)
    throw new InputError(`${model.name} cannot say why it recommends an item`, {}, 'a model that explains');
  const { items, scores } = await model.recommend(queries, k, work);
  const lists = packLists(
    Array.from({ length: queryCount(queries) }, (_, query) =>
      Array.from(items.subarray(query * k, (query + 1) * k)).filter((item) => item >= 0),
    ),
  );
  const evidence = await model.explain(queries, lists, work);
  return Array.from({ length: queryCount(queries) }, (_, query) => {
    const first = lists.offsets[query]!;
    return evidence.slice(first, lists.offsets[query + 1]!).map((own, rank) => {
      const item = lists.values[first + rank]!;
      return { item, score: scores[query * k + rank]!, evidence: own, reasons: reasonsOf(own, item, queries, query) };
    });
  });
}
