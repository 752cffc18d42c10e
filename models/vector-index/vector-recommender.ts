import type { Lists } from '../../data/index.js';
import type { PopularItems } from '../base/popular-items.js';
import type { ItemVectors, Parameters, Queries, Rankings, ScoredItems, WorkOptions } from '../base/recommender.js';
import { StatefulRecommender } from '../base/stateful-recommender.js';
import type { VectorIndex } from './contract.js';
import { similarVectors } from './similar-vectors.js';

/** The prepared state of a model that scores by inner products. */
export interface VectorReady {
  readonly index: VectorIndex;
  /** The list for contexts of which nothing is known; if absent, their lists are empty. */
  readonly popular?: PopularItems;
}

/** Queries as vectors. */
export interface QueryVectors {
  /** queries × factors, as the index has them. */
  readonly vectors: Float32Array;
  /** The queries of which nothing is known: they get popular items instead. */
  readonly empty?: readonly number[];
}

/** A model that turns each query into a vector and scores items by the inner product with theirs. */
export abstract class VectorRecommender<
  P extends Parameters,
  State,
  Ready extends VectorReady,
> extends StatefulRecommender<P, State, Ready> {
  /** Turns queries into vectors. */
  protected abstract vectors(
    ready: Ready,
    queries: Queries,
    work: Partial<WorkOptions>,
  ): QueryVectors | Promise<QueryVectors>;

  abstract itemVectors(): ItemVectors;

  protected async answer(ready: Ready, queries: Queries, k: number, work: Partial<WorkOptions>): Promise<Rankings> {
    const { vectors, empty = [] } = await this.vectors(ready, queries, work);
    const rankings = await ready.index.search(vectors, k, queries.exclude, work);
    for (const query of empty) ready.popular?.fill(rankings, query, queries.exclude);
    return rankings;
  }

  protected async scores(
    ready: Ready,
    queries: Queries,
    items: Lists,
    work: Partial<WorkOptions>,
  ): Promise<Float64Array> {
    const { vectors, empty = [] } = await this.vectors(ready, queries, work);
    const scores = ready.index.score(vectors, items, queries.exclude);
    for (const query of empty) ready.popular?.score(items, query, queries.exclude, scores);
    return scores;
  }

  similarItems(item: number, k: number): ScoredItems {
    const { values, factors } = this.itemVectors();
    return similarVectors(values, factors, item, k);
  }
}
