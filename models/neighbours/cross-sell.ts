import { z } from 'zod';
import { type EventLog, hourMs, type Train } from '../../data/index.js';
import { type SignalStatistics, signalMatrix, signalSchema } from '../../features/index.js';
import { contextSignals } from '../base/context-signals.js';
import type { Queries, ScoredItems, WorkOptions } from '../base/recommender.js';
import { type AddQuery, SummingRecommender } from '../base/summing-recommender.js';
import { columnNeighbours, type Neighbours } from '../kernels/index.js';
import { basketsOf } from './baskets.js';
import { firstNeighbours } from './item-neighbours.js';

const schema = z.strictObject({
  /** A basket spans this many hours from its first event. */
  windowHours: z.number().positive().default(12),
  /** The smallest support, summed over all baskets, that keeps a pair. */
  minSupport: z.number().nonnegative().default(2),
  /** Neighbours kept for each item. */
  neighbours: z.int().positive().default(200),
  /** The weights of events: they make an item's weight in its basket. */
  signal: signalSchema(),
});

interface State {
  readonly companions: Neighbours;
  readonly statistics: SignalStatistics;
  readonly clock: EventLog['clock'];
}

interface Ready extends State {
  readonly items: number;
}

/**
 * Recommends items that go together with those of the current basket, for the box “bought together”: co-occurrence in baskets
 * of a visitor's events within 12 hours (in a log without a clock, of a session).
 *
 * An item's weight in a basket is its signal, largest for a purchase. A pair's support is Σ weight(a) · weight(b) over the
 * baskets, an item's is Σ weight(a), and
 *
 *     score(a → b) = support(a, b) / support(a)
 *
 * With all weights 1 that is the confidence of the rule a → b, the share of a's baskets that hold b too. Pairs below
 * `minSupport` are chance. (The lift also divides by b's support and so favours items sold once: on RetailRocket's buyers it
 * finds less than half of the purchases that confidence finds.) Items already in the basket are not candidates.
 * Source: Agrawal, Imieliński & Swami 1993, "Mining association rules between sets of items" (SIGMOD '93).
 */
export class CrossSell extends SummingRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('cross-sell', schema, parameters);
  }

  /** @throws InputError when train has neither clock nor sessions, or no event has a positive signal. */
  protected async learn(train: Train, work: WorkOptions): Promise<State> {
    const { windowHours, minSupport, neighbours, signal } = this.parameters;
    const { statistics, ...baskets } = signalMatrix(basketsOf(train, windowHours), signal);
    const support = new Float64Array(train.items.size);
    for (let at = 0; at < baskets.values.length; at++) support[baskets.values[at]!]! += baskets.weights[at]!;
    const other = new Float64Array(train.items.size).fill(1);
    const bar = work.reporter.start('cross-sell: companions', train.items.size, 'items');
    const similarity = { formula: 'quotient', own: support, other, least: minSupport } as const;
    const companions = await columnNeighbours(baskets, train.items.size, similarity, neighbours, {
      threads: work.threads,
      abort: work.abort,
      onColumn: (done) => bar.update(done),
    });
    if (train.clock === 'order') work.reporter.say(this.name, 'the log has no clock, so a session is a basket', 'note');
    bar.finish();
    return { companions, statistics, clock: train.clock };
  }

  protected prepare(state: State): Ready {
    return { ...state, items: state.companions.offsets.length - 1 };
  }

  /** Cuts a session down to the current basket. */
  protected override read(queries: Queries): Queries {
    const read = super.read(queries);
    return read.scope === 'session' && this.state.clock === 'wall' ? this.#inWindow(read) : read;
  }

  /** A cause is an item that shares baskets with the one recommended. */
  protected override get via() {
    return 'baskets' as const;
  }

  protected adder({ companions, statistics }: Ready, queries: Queries): AddQuery {
    const { offsets, values, similarities } = companions;
    const rows = contextSignals(queries, this.parameters.signal, statistics);
    return (query, scores, excluded) => {
      for (let of = rows.offsets[query]!; of < rows.offsets[query + 1]!; of++) {
        const item = rows.values[of]!;
        excluded.add(item);
        if (scores.traces) scores.because([item]);
        for (let at = offsets[item]!; at < offsets[item + 1]!; at++)
          scores.add(values[at]!, rows.weights[of]! * similarities[at]!);
      }
    };
  }

  /** The queries with their contexts cut to the last window: the current basket. */
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

  /** The items with the largest score(item → other). */
  similarItems(item: number, k: number): ScoredItems {
    return firstNeighbours(this.state.companions, item, k);
  }
}
