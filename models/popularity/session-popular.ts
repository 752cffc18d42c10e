import { z } from 'zod';
import { eventCount, type Lists, type Train } from '../../data/index.js';
import { itemPopularity, popularityOrder } from '../../features/index.js';
import { heaviestFirst, lastEvents } from '../base/evidence.js';
import { Exclusion } from '../base/exclusion.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  contextItems,
  type Evidence,
  type Queries,
  queryCount,
  type Rankings,
  type WorkContext,
} from '../base/recommender.js';
import { StatefulRecommender } from '../base/stateful-recommender.js';

/** Each item's events in train, and the items in falling order of these, ties by item id. */
interface State {
  readonly events: Int32Array;
  readonly order: Int32Array;
}

interface Ready extends State {
  readonly excluded: Exclusion;
  /** How often the context at hand holds each item; zeros between queries. */
  readonly inContext: Int32Array;
}

/**
 * Recommends the context's own items, the most frequent first, then the popular ones.
 *
 * An item's score is its count in the context + n / (1 + n), n being its events in train: popularity orders items of
 * equal count and follows after them. Source: "S-POP" of Hidasi et al. 2016 (arXiv 1511.06939, section 4), with the
 * tie-breaking term of the authors' code.
 */
export class SessionPopular extends StatefulRecommender<Record<string, never>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('session-popular', z.strictObject({}), parameters);
  }

  protected learn(train: Train, { progress }: WorkContext): State {
    const task = progress.start(this.name, eventCount(train), 'events');
    const { events } = itemPopularity(train);
    const order = popularityOrder(events);
    task.finish();
    return { events, order };
  }

  protected prepare(state: State): Ready {
    const items = state.events.length;
    return { ...state, excluded: new Exclusion(items), inContext: new Int32Array(items) };
  }

  protected answer(ready: Ready, queries: Queries, k: number, { signal }: Partial<WorkContext>): Rankings {
    const { events, order, excluded, inContext } = ready;
    const rankings = emptyRankings(queryCount(queries), k);
    const best = new TopK(Math.min(k, events.length));
    for (let query = 0; query < queryCount(queries); query++) {
      signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      const items = count(ready, queries, query);
      for (const item of new Set(items)) if (!excluded.has(item)) best.offer(item, scoreOf(ready, item));
      let given = best.drain(rankings.items, rankings.scores, query * k);
      for (let place = 0; given < k && place < order.length; place++) {
        const item = order[place]!;
        if (excluded.has(item) || inContext[item]! > 0) continue;
        rankings.items[query * k + given] = item;
        rankings.scores[query * k + given++] = scoreOf(ready, item);
      }
      for (const item of items) inContext[item] = 0;
    }
    return rankings;
  }

  protected scores(ready: Ready, queries: Queries, asked: Lists, { signal }: Partial<WorkContext>): Float64Array {
    const { events, excluded, inContext } = ready;
    const scores = new Float64Array(asked.values.length);
    for (let query = 0; query < queryCount(queries); query++) {
      signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      const items = count(ready, queries, query);
      for (let at = asked.offsets[query]!; at < asked.offsets[query + 1]!; at++) {
        const item = asked.values[at]!;
        const isKnown = item >= 0 && item < events.length && !excluded.has(item);
        scores[at] = isKnown ? scoreOf(ready, item) : Number.NEGATIVE_INFINITY;
      }
      for (const item of items) inContext[item] = 0;
    }
    return scores;
  }

  /** An item of the context is cited by its last event, for as often as it stands there; the rest is popularity. */
  async explain(queries: Queries, items: Lists, context: Partial<WorkContext> = {}): Promise<Evidence[][]> {
    const { events } = this.ready;
    const scores = await this.score(queries, items, context);
    const read = this.read(queries);
    return Array.from({ length: queryCount(queries) }, (_, query) => {
      const last = lastEvents(read, query);
      const asked = items.values.subarray(items.offsets[query], items.offsets[query + 1]);
      return Array.from(asked, (item, i): Evidence[] => {
        const score = scores[items.offsets[query]! + i]!;
        if (!Number.isFinite(score)) return [];
        const popular = { kind: 'popularity', weight: events[item]! / (1 + events[item]!) } as const;
        const event = last.get(item);
        const own = { kind: 'event', event: event ?? 0, weight: Math.round(score - popular.weight) } as const;
        return heaviestFirst(event === undefined ? [popular] : [own, popular]);
      });
    }).flat();
  }
}

/** Counts the known items of a context and returns them, repeats included. */
function count({ events, inContext }: Ready, queries: Queries, query: number): Int32Array {
  const items = contextItems(queries, query).filter((item) => item < events.length);
  for (const item of items) inContext[item]!++;
  return items;
}

const scoreOf = ({ events, inContext }: Ready, item: number): number =>
  inContext[item]! + events[item]! / (1 + events[item]!);
