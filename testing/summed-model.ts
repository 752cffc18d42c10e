import { type Lists, listAt } from '../data/index.js';
import { contextItems, type Evidence, type Queries, queryCount, type Recommender } from '../models/index.js';

/**
 * A model that anyone can compute by hand: an item's score is the sum of what each distinct item of the context gives it; items without a score are
 * not listed.
 * @param given what context item `c` gives to item `i`, as `given[c][i]`.
 * @param told what it says that the items give, the truth by default.
 */
export function summedModel(given: readonly (readonly number[])[], told = given): Recommender {
  const contextOf = (queries: Queries, query: number) => [...new Set(contextItems(queries, query))];
  return {
    name: 'summed',
    async recommend(queries: Queries, k: number) {
      const items = new Int32Array(queryCount(queries) * k).fill(-1);
      const scores = new Float64Array(items.length).fill(Number.NEGATIVE_INFINITY);
      for (let query = 0; query < queryCount(queries); query++) {
        const context = contextOf(queries, query);
        const list = given[0]!
          .map((_, item) => ({ item, score: context.reduce((sum, c) => sum + (given[c]?.[item] ?? 0), 0) }))
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score || a.item - b.item);
        for (const [rank, { item, score }] of list.slice(0, k).entries()) {
          items[query * k + rank] = item;
          scores[query * k + rank] = score;
        }
      }
      return { k, items, scores };
    },
    async explain(queries: Queries, items: Lists): Promise<Evidence[][]> {
      return Array.from({ length: queryCount(queries) }, (_, query) =>
        Array.from(listAt(items, query), (item) =>
          contextOf(queries, query)
            .map((c): Evidence => {
              const event = queries.events.item.lastIndexOf(c, queries.to[query]! - 1);
              return { kind: 'event', event, weight: told[c]?.[item] ?? 0 };
            })
            .sort((a, b) => b.weight - a.weight),
        ),
      ).flat();
    },
  } as Pick<Recommender, 'name' | 'recommend' | 'explain'> as Recommender;
}
