import { z } from 'zod';
import { eventCount, type Train } from '../../data/index.js';
import { itemPopularity, popularityOrder } from '../../features/index.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  contextItems,
  type Parameters,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';

/** Each item's events in train, and the items in falling order of these, ties by item id. */
interface Popularity {
  readonly events: Int32Array;
  readonly order: Int32Array;
}

/**
 * Recommends the context's own items, the most frequent first, then the popular ones.
 *
 * An item's score is its count in the context + n / (1 + n), n being its events in train: popularity orders items of
 * equal count and follows after them. Source: "S-POP" of Hidasi et al. 2016 (arXiv 1511.06939, section 4), with the
 * tie-breaking term of the authors' code.
 */
export class SessionPopular implements Recommender {
  readonly name = 'session-popular';
  readonly parameters: Parameters;
  #popularity: Popularity | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, z.strictObject({}), parameters);
  }

  async fit(train: Train, context: WorkContext): Promise<void> {
    context.signal?.throwIfAborted();
    const task = context.progress.start(this.name, eventCount(train), 'events');
    const { events } = itemPopularity(train);
    this.#popularity = { events, order: popularityOrder(events) };
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const { events, order } = fitted(this.#popularity, this.name);
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(events.length);
    const inContext = new Int32Array(events.length);
    const best = new TopK(Math.min(k, events.length));
    const popularity = (item: number) => events[item]! / (1 + events[item]!);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      const items = contextItems(queries, query).filter((item) => item < events.length);
      for (const item of items) inContext[item]!++;
      for (const item of new Set(items)) if (!excluded.has(item)) best.offer(item, inContext[item]! + popularity(item));
      let given = best.drain(rankings.items, rankings.scores, query * k);
      for (let place = 0; given < k && place < order.length; place++) {
        const item = order[place]!;
        if (excluded.has(item) || inContext[item]! > 0) continue;
        rankings.items[query * k + given] = item;
        rankings.scores[query * k + given++] = popularity(item);
      }
      for (const item of items) inContext[item] = 0;
    }
    return rankings;
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#popularity, this.name));
  }

  async load(file: string): Promise<void> {
    this.#popularity = (await readState<Popularity>(file, this.name)).state;
  }
}
