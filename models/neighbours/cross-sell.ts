import { z } from 'zod';
import type { EventLog, Train } from '../../data/index.js';
import { type SignalStatistics, signalMatrix, signalSchema } from '../../features/index.js';
import { contextSignals } from '../base/context-signals.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { ItemScores } from '../base/item-scores.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type ScoredItems,
  type WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';
import { columnNeighbours, type Neighbours } from '../kernels/index.js';
import { basketsOf } from './baskets.js';
import { firstNeighbours } from './first-neighbours.js';

const hourMs = 3_600_000;

const schema = z.strictObject({
  /** What a visitor touches within so many hours belongs together. */
  windowHours: z.number().positive().default(12),
  /** The least that a pair must be worth in all baskets together. */
  minSupport: z.number().nonnegative().default(2),
  /** Companions kept for each item. */
  neighbours: z.int().positive().default(200),
  /** What an event says of an item's place in the basket. */
  signal: signalSchema(),
});

interface State {
  readonly companions: Neighbours;
  readonly statistics: SignalStatistics;
  readonly clock: EventLog['clock'];
}

/**
 * Recommends what goes together with the items at hand, for the box “bought together”: co-occurrence in baskets of a
 * visitor's events within 12 hours (in a log without a clock, of a session).
 *
 * An item is worth to a basket what the signal says, a purchase most. A pair's support is Σ worth(a) · worth(b) over the
 * baskets, an item's Σ worth(a), and
 *
 *     score(a → b) = support(a, b) / support(a)
 *
 * With all weights 1 that is the confidence of the rule a → b, the share of a's baskets that hold b too. Pairs below
 * `minSupport` are chance. (Dividing by b's support as well, the lift, names what was sold once: on RetailRocket's buyers it
 * finds less than half of the purchases that confidence finds.) Items at hand are no candidates: they are in the basket.
 * Source: Agrawal, Imieliński & Swami 1993, "Mining association rules between sets of items" (SIGMOD '93).
 */
export class CrossSell implements Recommender {
  readonly name = 'cross-sell';
  parameters: z.infer<typeof schema>;
  #state: State | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  /** @throws InputError when train has neither clock nor sessions, or the signal finds nothing in it. */
  async fit(train: Train, context: WorkContext): Promise<void> {
    const { windowHours, minSupport, neighbours, signal } = this.parameters;
    context.signal?.throwIfAborted();
    const { statistics, ...baskets } = signalMatrix(basketsOf(train, windowHours), signal);
    const support = new Float64Array(train.items.size);
    for (let at = 0; at < baskets.values.length; at++) support[baskets.values[at]!]! += baskets.weights[at]!;
    const other = new Float64Array(train.items.size).fill(1);
    const task = context.progress.start('cross-sell: companions', train.items.size, 'items');
    const similarity = { formula: 'quotient', own: support, other, least: minSupport } as const;
    const companions = await columnNeighbours(baskets, train.items.size, similarity, neighbours, {
      threads: context.threads,
      signal: context.signal,
      onColumn: (done) => task.update(done),
    });
    this.#state = { companions, statistics, clock: train.clock };
    if (train.clock === 'order') context.note?.('cross-sell: the log has no clock, so a session is a basket');
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const { companions, statistics, clock } = fitted(this.#state, this.name);
    const { offsets, values, similarities } = companions;
    const items = offsets.length - 1;
    const recent = queries.scope === 'session' && clock === 'wall' ? this.#inWindow(queries) : queries;
    const rows = contextSignals(recent, this.parameters.signal, statistics);
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(items);
    const best = new TopK(Math.min(k, items));
    const scores = new ItemScores(items);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      const atHand = rows.values.subarray(rows.offsets[query]!, rows.offsets[query + 1]!);
      atHand.forEach((item, i) => {
        excluded.add(item);
        const worth = rows.weights[rows.offsets[query]! + i]!;
        for (let at = offsets[item]!; at < offsets[item + 1]!; at++) scores.add(values[at]!, worth * similarities[at]!);
      });
      scores.drain(excluded, best, rankings, query);
    }
    return rankings;
  }

  /** The queries with the events of their contexts' last window alone: the basket at hand. */
  #inWindow(queries: Queries): Queries {
    const { to, events } = queries;
    const window = this.parameters.windowHours * hourMs;
    const from = queries.from.map((start, query) => {
      let first = to[query]!;
      while (first > start && events.time[to[query]! - 1]! - events.time[first - 1]! <= window) first--;
      return first;
    });
    return { ...queries, from };
  }

  /** What goes best together with an item. */
  similarItems(item: number, k: number): ScoredItems {
    return firstNeighbours(fitted(this.#state, this.name).companions, item, k);
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#state, this.name));
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<State>(file, this.name);
    this.parameters = parseParameters(this.name, schema, parameters);
    this.#state = state;
  }
}
