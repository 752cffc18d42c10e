import { type Lists, listAt } from '../../data/index.js';
import { heaviestFirst, lastEvents } from './evidence.js';
import { Exclusion } from './exclusion.js';
import { ItemScores } from './item-scores.js';
import { emptyRankings, TopK } from './rankings.js';
import {
  type Evidence,
  type Parameters,
  type Queries,
  queryCount,
  type Rankings,
  type Via,
  type WorkOptions,
} from './recommender.js';
import { StatefulRecommender } from './stateful-recommender.js';
import { TracedScores } from './traced-scores.js';

/** Adds one query's amounts to the items' scores, and may exclude further items. */
export type AddQuery = (query: number, scores: ItemScores, excluded: Exclusion) => void;

/**
 * A model whose scores are sums of amounts from the context, so that a query touches few items.
 *
 * The working memory is allocated once, by the first query. So the cost of a single visitor depends on that visitor's
 * context, not on the size of the catalogue.
 */
export abstract class SummingRecommender<
  P extends Parameters,
  State,
  Ready extends { readonly items: number },
> extends StatefulRecommender<P, State, Ready> {
  #space: { of: Ready; scores: ItemScores; excluded: Exclusion } | undefined;

  /** Reads the queries; the function returned adds up one query at a time. */
  protected abstract adder(ready: Ready, queries: Queries): AddQuery;

  /** How items of the context lead to others, where not by a relation of the two items as such. */
  protected get via(): Via | undefined {
    return undefined;
  }

  /** Turns a cause of an amount into evidence: by default a cause is an item of the context. */
  protected citer(_ready: Ready, queries: Queries, query: number): (cause: number, weight: number) => Evidence {
    const last = lastEvents(queries, query);
    const { via } = this;
    return (item, weight) => ({ kind: 'event', event: last.get(item)!, weight, ...(via && { via }) });
  }

  protected answer(ready: Ready, queries: Queries, k: number, { abort }: Partial<WorkOptions>): Rankings {
    const { scores, excluded } = this.#spaceFor(ready);
    const rankings = emptyRankings(queryCount(queries), k);
    const best = new TopK(Math.min(k, ready.items));
    const add = this.adder(ready, queries);
    for (let query = 0; query < queryCount(queries); query++) {
      abort?.throwIfAborted();
      excluded.set(queries.exclude, query);
      add(query, scores, excluded);
      scores.drain(excluded, best, rankings, query);
    }
    return rankings;
  }

  protected scores(ready: Ready, queries: Queries, items: Lists, { abort }: Partial<WorkOptions>): Float64Array {
    const { scores, excluded } = this.#spaceFor(ready);
    const asked = new Float64Array(items.values.length);
    const add = this.adder(ready, queries);
    for (let query = 0; query < queryCount(queries); query++) {
      abort?.throwIfAborted();
      excluded.set(queries.exclude, query);
      add(query, scores, excluded);
      for (let at = items.offsets[query]!; at < items.offsets[query + 1]!; at++) {
        const item = items.values[at]!;
        asked[at] = item < ready.items && !excluded.has(item) ? scores.of(item) : Number.NEGATIVE_INFINITY;
      }
      scores.clear();
    }
    return asked;
  }

  async explain(queries: Queries, items: Lists, work: Partial<WorkOptions> = {}): Promise<Evidence[][]> {
    void this.ready; // throws at once where the model is not fitted
    return this.inTurn(work, () => this.#explain(this.ready, this.read(queries), items, work));
  }

  #explain(ready: Ready, queries: Queries, items: Lists, { abort }: Partial<WorkOptions>): Evidence[][] {
    const { excluded } = this.#spaceFor(ready);
    const add = this.adder(ready, queries);
    return Array.from({ length: queryCount(queries) }, (_, query) => {
      abort?.throwIfAborted();
      const asked = listAt(items, query);
      const scores = new TracedScores(ready.items, new Set(asked));
      excluded.set(queries.exclude, query);
      add(query, scores, excluded);
      const cite = this.citer(ready, queries, query);
      return Array.from(asked, (item) =>
        item < ready.items && !excluded.has(item)
          ? heaviestFirst(Array.from(scores.partsOf(item), ([cause, weight]) => cite(cause, weight)))
          : [],
      );
    }).flat();
  }

  #spaceFor(ready: Ready) {
    if (this.#space?.of !== ready)
      this.#space = { of: ready, scores: new ItemScores(ready.items), excluded: new Exclusion(ready.items) };
    return this.#space;
  }
}
