import { z } from 'zod';
import { eventCount, type Lists, listAt, type Train } from '../../data/index.js';
import { itemPopularity, popularityOrder } from '../../features/index.js';
import { heaviestFirst, lastEvents } from '../base/evidence.js';
import { Exclusion } from '../base/exclusion.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import { type Evidence, type Queries, queryCount, type Rankings, type WorkOptions } from '../base/recommender.js';
import { StatefulRecommender } from '../base/stateful-recommender.js';
import { RisingList } from './rising-list.js';
import { RunningCounts } from './running-counts.js';

/** Each item's number of events in train, and the items in falling order of it, ties by item id. */
interface State {
  readonly events: Int32Array;
  readonly order: Int32Array;
}

interface Ready extends State {
  readonly excluded: Exclusion;
  readonly counts: RunningCounts;
}

/**
 * Recommends the context's own items, the most frequent first, then the popular ones.
 *
 * An item's score is its count in the context + n / (1 + n), where n is its number of events in train. So popularity orders
 * items of equal count, and ranks the items outside the context. Source: "S-POP" of Hidasi et al. 2016 (arXiv 1511.06939,
 * section 4), with the tie-breaking term of the authors' code.
 */
export class SessionPopular extends StatefulRecommender<Record<string, never>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('session-popular', z.strictObject({}), parameters);
  }

  protected learn(train: Train, { reporter }: WorkOptions): State {
    const bar = reporter.start(this.name, eventCount(train), 'events');
    const { events } = itemPopularity(train);
    const order = popularityOrder(events);
    bar.finish();
    return { events, order };
  }

  protected prepare(state: State): Ready {
    const items = state.events.length;
    return { ...state, excluded: new Exclusion(items), counts: new RunningCounts(items) };
  }

  protected answer(ready: Ready, queries: Queries, k: number, { abort }: Partial<WorkOptions>): Rankings {
    const { events, order, excluded, counts } = ready;
    const rankings = emptyRankings(queryCount(queries), k);
    const best = new RisingList(Math.min(k, events.length), (item) => scoreOf(ready, item));
    const allowed = new TopK(best.items.length);
    counts.clear();
    for (let query = 0; query < queryCount(queries); query++) {
      abort?.throwIfAborted();
      const { goesOn, items } = counts.next(queries, query);
      if (!goesOn) best.clear();
      for (const item of items) {
        counts.add(item);
        best.rise(item);
      }
      excluded.set(queries.exclude, query);
      // If items are excluded, any item of the context may be among the best of the rest.
      const isFree = listAt(queries.exclude, query).length === 0;
      for (const item of isFree ? best.items.subarray(0, best.size) : counts.held)
        if (!excluded.has(item)) allowed.offer(item, scoreOf(ready, item));
      let given = allowed.drain(rankings.items, rankings.scores, query * k);
      for (let place = 0; given < k && place < order.length; place++) {
        const item = order[place]!;
        if (excluded.has(item) || counts.of[item]! > 0) continue;
        rankings.items[query * k + given] = item;
        rankings.scores[query * k + given++] = scoreOf(ready, item);
      }
    }
    return rankings;
  }

  protected scores(ready: Ready, queries: Queries, asked: Lists, { abort }: Partial<WorkOptions>): Float64Array {
    const { events, excluded, counts } = ready;
    const scores = new Float64Array(asked.values.length);
    counts.clear();
    for (let query = 0; query < queryCount(queries); query++) {
      abort?.throwIfAborted();
      for (const item of counts.next(queries, query).items) counts.add(item);
      excluded.set(queries.exclude, query);
      for (let at = asked.offsets[query]!; at < asked.offsets[query + 1]!; at++) {
        const item = asked.values[at]!;
        const isKnown = item >= 0 && item < events.length && !excluded.has(item);
        scores[at] = isKnown ? scoreOf(ready, item) : Number.NEGATIVE_INFINITY;
      }
    }
    return scores;
  }

  /** An item of the context is cited by its last event, weighted by its count; the rest of the score is popularity. */
  async explain(queries: Queries, items: Lists, work: Partial<WorkOptions> = {}): Promise<Evidence[][]> {
    const { events } = this.ready;
    const scores = await this.score(queries, items, work);
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

const scoreOf = ({ events, counts }: Ready, item: number): number =>
  counts.of[item]! + events[item]! / (1 + events[item]!);
