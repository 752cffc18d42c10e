import { eventCount, type Lists, type Train } from '../../data/index.js';
import { PopularItems, popularFirst } from '../base/popular-items.js';
import { emptyRankings } from '../base/rankings.js';
import {
  type Evidence,
  type Parameters,
  type Queries,
  queryCount,
  type Rankings,
  type WorkOptions,
} from '../base/recommender.js';
import { StatefulRecommender } from '../base/stateful-recommender.js';

interface State {
  /** One entry an item. */
  readonly popularity: Float64Array;
  /** The items of positive popularity, in falling order. */
  readonly order: Int32Array;
}

/** Recommends the most popular items, the same list to every visitor. */
export abstract class PopularityModel<P extends Parameters> extends StatefulRecommender<P, State, PopularItems> {
  /** Returns the popularity of each item. */
  protected abstract popularity(train: Train): Float64Array;

  protected learn(train: Train, { reporter }: WorkOptions): State {
    const bar = reporter.start(this.name, eventCount(train), 'events');
    const popularity = this.popularity(train);
    const order = popularFirst(popularity);
    bar.finish();
    return { popularity, order };
  }

  protected prepare({ popularity, order }: State): PopularItems {
    return new PopularItems(popularity, order);
  }

  protected answer(items: PopularItems, queries: Queries, k: number, { abort }: Partial<WorkOptions>): Rankings {
    const rankings = emptyRankings(queryCount(queries), k);
    for (let query = 0; query < queryCount(queries); query++) {
      abort?.throwIfAborted();
      items.fill(rankings, query, queries.exclude);
    }
    return rankings;
  }

  protected scores(items: PopularItems, queries: Queries, asked: Lists): Float64Array {
    const scores = new Float64Array(asked.values.length);
    for (let query = 0; query < queryCount(queries); query++) items.score(asked, query, queries.exclude, scores);
    return scores;
  }

  /** An item's popularity is the only evidence. */
  async explain(queries: Queries, items: Lists, work: Partial<WorkOptions> = {}): Promise<Evidence[][]> {
    const scores = await this.score(queries, items, work);
    return Array.from(scores, (weight) => (Number.isFinite(weight) ? [{ kind: 'popularity', weight }] : []));
  }
}
